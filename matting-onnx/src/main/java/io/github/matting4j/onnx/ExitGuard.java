package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.github.matting4j.model.ModelLoadException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Lets the JVM end while sessions are being made. ONNX Runtime frees its environment in a shutdown
 * hook, and a session that is being made at that moment crashes the process. The environment counts
 * its references, so this class takes one more and keeps it, and the hook frees nothing. In
 * addition, the shutdown waits briefly for sessions that are nearly complete; those that take
 * longer are abandoned.
 *
 * <p>Thread-safe.
 */
final class ExitGuard {
  private static final System.Logger LOGGER = System.getLogger(ExitGuard.class.getPackageName());
  private static final int LOG_FATAL = 4;
  private static final long WAIT_NANOS = 1_000_000_000L;

  private static final Object LOCK = new Object();
  private static boolean guarded;
  private static boolean ending;
  private static int loads;

  private ExitGuard() {}

  /** A load that the shutdown waits for. */
  interface Load<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Runs {@code load}, after the engine was started, protected against a shutdown of the JVM.
   *
   * @throws ModelLoadException if the JVM is already shutting down
   */
  static <T, E extends Exception> T during(Load<T, E> load) throws E {
    begin();
    try {
      return load.run();
    } finally {
      end();
    }
  }

  /**
   * Starts no native call while the JVM shuts down.
   *
   * @throws ModelLoadException if it does
   */
  static void refuseWhileShuttingDown() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      throw shuttingDown(e);
    }
  }

  private static ModelLoadException shuttingDown(IllegalStateException e) {
    return new ModelLoadException("the JVM is shutting down; no model is opened any more", e);
  }

  private static void begin() {
    synchronized (LOCK) {
      if (!guarded) {
        try {
          Runtime.getRuntime().addShutdownHook(new Thread(ExitGuard::awaitLoads, "matting4j-exit"));
        } catch (IllegalStateException e) {
          throw shuttingDown(e);
        }
        keepEnvironment();
        guarded = true;
      }
      if (ending) {
        throw shuttingDown(new IllegalStateException("shutdown in progress"));
      }
      loads++;
    }
  }

  private static void end() {
    synchronized (LOCK) {
      loads--;
      LOCK.notifyAll();
    }
  }

  private static void awaitLoads() {
    synchronized (LOCK) {
      ending = true;
      long start = System.nanoTime();
      try {
        for (long left = WAIT_NANOS; loads > 0 && left > 0; ) {
          LOCK.wait(left / 1_000_000 + 1);
          left = WAIT_NANOS - (System.nanoTime() - start);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // then the JVM ends at once
      }
    }
  }

  /** Takes a reference to the engine's environment that is never given back. */
  private static void keepEnvironment() {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      Object kept = create.invoke(null, api.getLong(null), LOG_FATAL, "matting4j");
      LOGGER.log(System.Logger.Level.TRACE, "kept the environment {0}", kept);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "cannot keep ONNX Runtime's environment; an exit during a load may crash",
          e);
    }
  }
}
