package io.github.matting4j.onnx;

import io.github.matting4j.model.ModelLoadException;

/**
 * Keeps the end of the JVM and the making of a session apart. ONNX Runtime frees its environment in
 * a shutdown hook; a session that is being made at that moment crashes the process. Hooks start all
 * at once and in no order, so a hook of our own could not hold that one back. What can is the lock
 * under which the JVM begins its shutdown, the monitor of {@code java.lang.Shutdown}: whoever holds
 * it delays {@code System.exit} and signals alike, here for the fraction of a second that a load
 * takes.
 */
final class ExitBarrier {
  private static final Object SHUTDOWN_LOCK = shutdownLock();

  private ExitBarrier() {}

  /** What must not be cut off. */
  interface Load<T, E extends Exception> {
    T run() throws E;
  }

  private static Object shutdownLock() {
    try {
      return Class.forName("java.lang.Shutdown", false, null);
    } catch (ClassNotFoundException e) {
      return new Object(); // another JVM: no protection, and no harm
    }
  }

  /**
   * Runs {@code load} so that the JVM does not end in the middle of it.
   *
   * @throws ModelLoadException if the JVM is already shutting down
   */
  static <T, E extends Exception> T during(Load<T, E> load) throws E {
    refuseWhileShuttingDown(); // without it a shutdown hook that opens a model would wait for ever
    synchronized (SHUTDOWN_LOCK) {
      return load.run();
    }
  }

  private static void refuseWhileShuttingDown() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      throw new ModelLoadException("the JVM is shutting down; no model is opened any more", e);
    }
  }
}
