package io.github.matting4j.batch.workers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock with alarms. Thread-safe. */
public interface Ticker extends AutoCloseable {
  /** The time in nanoseconds since an arbitrary moment. */
  long nanos();

  /** The processor time that a thread has used, in nanoseconds; negative if not known. */
  long cpuNanos(Thread thread);

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
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      @SuppressWarnings("deprecation") // threadId() came with JDK 19
      public long cpuNanos(Thread thread) {
        return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
            ? threads.getThreadCpuTime(thread.getId())
            : -1;
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
