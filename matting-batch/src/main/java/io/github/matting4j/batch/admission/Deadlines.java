package io.github.matting4j.batch.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Interrupts threads whose photo takes too long. Thread-safe. */
public final class Deadlines implements AutoCloseable {
  private final long nanos;
  private final @Nullable ScheduledThreadPoolExecutor timer;

  public Deadlines(Optional<Duration> allowed) {
    nanos = allowed.map(Deadlines::nanos).orElse(0L);
    timer = allowed.isPresent() ? timer() : null;
  }

  private static long nanos(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException e) { // more than 292 years
      return Long.MAX_VALUE / 2;
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "matting4j-batch-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** The watch over the calling thread until closed; after that it is not interrupted any more. */
  public static final class Watch implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private @Nullable Future<?> alarm;
    private boolean over;
    private boolean fired;

    private synchronized void ring() {
      if (!over) {
        fired = true;
        worker.interrupt();
      }
    }

    /** Whether the time ran out. */
    public synchronized boolean fired() {
      return fired;
    }

    @Override
    public void close() {
      synchronized (this) {
        over = true;
        if (fired) {
          Thread.interrupted(); // it was meant for this photo, not for the next
        }
      }
      if (alarm != null) {
        alarm.cancel(false);
      }
    }
  }

  public Watch watch() {
    Watch watch = new Watch();
    if (timer != null) {
      watch.alarm = timer.schedule(watch::ring, nanos, TimeUnit.NANOSECONDS);
    }
    return watch;
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
