package io.github.matting4j.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Polls the interrupts and deadlines of all runs that are inside an engine, because native code
 * reacts to neither. Uses one daemon thread, which ends when there has been no run for a while.
 *
 * <p>Thread-safe.
 */
final class RunWatchdog {
  /** Short enough that a stop seems immediate; a poll is cheap. */
  private static final long POLL_MILLIS = 15;

  private static final long LINGER_MILLIS = 2_000;

  private static final Object LOCK = new Object();
  private static final Set<RunStop> RUNS = new HashSet<>();
  private static boolean running;

  private RunWatchdog() {}

  static void add(RunStop run) {
    synchronized (LOCK) {
      RUNS.add(run);
      if (!running) {
        running = true;
        Thread thread = new Thread(RunWatchdog::watch, "matting4j-run-watchdog");
        thread.setDaemon(true);
        thread.start();
      } else if (RUNS.size() == 1) {
        LOCK.notifyAll();
      }
    }
  }

  static void remove(RunStop run) {
    synchronized (LOCK) {
      RUNS.remove(run);
    }
  }

  private static void watch() {
    try {
      for (List<RunStop> runs = next(); !runs.isEmpty(); runs = next()) {
        runs.forEach(RunStop::poll); // outside the lock: a reaction may take its time
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // not expected; the thread then ends
      synchronized (LOCK) {
        running = false;
      }
    }
  }

  /** The runs to poll next, after a pause; none if there were none for a while. */
  private static List<RunStop> next() throws InterruptedException {
    synchronized (LOCK) {
      long start = System.nanoTime();
      do {
        LOCK.wait(RUNS.isEmpty() ? LINGER_MILLIS : POLL_MILLIS);
      } while (RUNS.isEmpty() && System.nanoTime() - start < LINGER_MILLIS * 1_000_000);
      if (RUNS.isEmpty()) {
        running = false;
      }
      return List.copyOf(RUNS);
    }
  }
}
