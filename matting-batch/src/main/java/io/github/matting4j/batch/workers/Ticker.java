package io.github.matting4j.batch.workers;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock with alarms. Thread-safe. */
public interface Ticker extends AutoCloseable {
  /** The time in nanoseconds since an arbitrary moment. */
  long nanos();

  /**
   * Runs a short task once, after a delay.
   *
   * @return cancels the task if it has not started
   */
  Runnable schedule(Runnable task, long delayNanos);

  /** Runs no further tasks. */
  @Override
  void close();

  /** The system's clock; the alarms have a daemon thread. */
  static Ticker system() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "matting4j-batch-pace");
              thread.setDaemon(true);
              return thread;
            });
    alarms.setRemoveOnCancelPolicy(true);
    alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Runnable schedule(Runnable task, long delayNanos) {
        Future<?> alarm = alarms.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
      }

      @Override
      public void close() {
        alarms.shutdownNow();
      }
    };
  }
}
