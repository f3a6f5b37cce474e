package io.github.matting4j.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns the interrupt of a thread inside the engine into the engine's own stop signal: Java's
 * interrupt does nothing to native code. One daemon thread looks after all runs, sleeps in between
 * and ends when there has been none for a while.
 *
 * <p>Thread-safe.
 */
final class InterruptWatch {
  /** A stop shall be felt at once, and looking shall cost nothing. */
  private static final long POLL_MILLIS = 15;

  private static final long LINGER_NANOS = 2_000_000_000L;

  private static final Object LOCK = new Object();
  private static final Set<Watch> WATCHES = new HashSet<>();
  private static boolean running;

  private InterruptWatch() {}

  /** The watch over one run; close it before the options it stops. */
  static final class Watch implements AutoCloseable {
    private final Thread runner = Thread.currentThread();
    private final OrtSession.RunOptions options;
    private boolean stopped;

    private Watch(OrtSession.RunOptions options) {
      this.options = options;
    }

    /** Whether the run was told to stop. */
    boolean stopped() {
      synchronized (LOCK) {
        return stopped;
      }
    }

    @Override
    public void close() {
      synchronized (LOCK) {
        WATCHES.remove(this);
      }
    }

    private void look() {
      if (!stopped && runner.isInterrupted()) {
        stopped = true;
        try {
          options.setTerminate(true);
        } catch (OrtException e) {
          throw new IllegalStateException("the engine refuses to be stopped", e);
        }
      }
    }
  }

  /** Watches over the calling thread until the watch is closed. */
  static Watch over(OrtSession.RunOptions options) {
    Watch watch = new Watch(options);
    synchronized (LOCK) {
      WATCHES.add(watch);
      if (!running) {
        running = true;
        Thread thread = new Thread(InterruptWatch::patrol, "matting4j-interrupt-watch");
        thread.setDaemon(true);
        thread.start();
      } else if (WATCHES.size() == 1) {
        LOCK.notifyAll();
      }
    }
    return watch;
  }

  private static void patrol() {
    synchronized (LOCK) {
      long busyAt = System.nanoTime();
      try {
        while (!WATCHES.isEmpty() || System.nanoTime() - busyAt < LINGER_NANOS) {
          if (!WATCHES.isEmpty()) {
            WATCHES.forEach(Watch::look);
            busyAt = System.nanoTime();
          }
          LOCK.wait(WATCHES.isEmpty() ? LINGER_NANOS / 1_000_000 : POLL_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody should, but then it ends
      } finally {
        running = false;
      }
    }
  }
}
