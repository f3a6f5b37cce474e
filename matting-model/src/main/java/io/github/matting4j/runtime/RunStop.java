package io.github.matting4j.runtime;

import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.RunControl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why and when one run has to end early: its thread is interrupted, it is cancelled, its time is
 * over, or its model is closed. The first cause is kept.
 *
 * <p>Made by the calling thread, which closes it when the run has ended. Thread-safe.
 */
public final class RunStop implements AutoCloseable {
  /** What ended a run early. */
  private enum Cause {
    INTERRUPTED,
    CANCELLED,
    TIMED_OUT,
    CLOSED
  }

  private final Thread caller = Thread.currentThread();
  private final long start = System.nanoTime();
  private final Optional<Duration> timeout;
  private final Cancellation.@Nullable Registration registration;
  private volatile @Nullable Cause cause;
  private @Nullable Runnable reaction;

  private RunStop(RunControl control) {
    timeout = control.timeout();
    registration =
        control.cancellation().map(c -> c.onCancel(() -> trip(Cause.CANCELLED))).orElse(null);
  }

  /** Starts the clock of a run of the calling thread. */
  public static RunStop begin(RunControl control) {
    return new RunStop(control);
  }

  /** An action in force, until closed. */
  public interface Reaction extends AutoCloseable {
    /** Waits until the action has ended if it is running; it does not run afterwards. */
    @Override
    void close();
  }

  /**
   * Runs {@code action} once if the run has to end while the reaction is open; at once, if it has
   * to already. One reaction at a time.
   *
   * @param action short, throws nothing, waits for nothing that the calling thread holds
   */
  public Reaction react(Runnable action) {
    synchronized (this) {
      reaction = action;
      if (cause != null) {
        action.run();
      }
    }
    RunWatchdog.add(this);
    return () -> {
      RunWatchdog.remove(this);
      synchronized (this) {
        reaction = null;
      }
    };
  }

  private synchronized void trip(Cause why) {
    if (cause == null) {
      cause = why;
      if (reaction != null) {
        reaction.run();
      }
    }
  }

  /** Ends the run because its model is closed. */
  public void tripClosed() {
    trip(Cause.CLOSED);
  }

  /** Checks the interrupt flag and the clock; no other method does. */
  void poll() {
    if (caller.isInterrupted()) {
      trip(Cause.INTERRUPTED);
    } else if (nanosLeft() <= 0) {
      trip(Cause.TIMED_OUT);
    }
  }

  /** The time until the run's timeout; {@link Long#MAX_VALUE} if it has none. */
  long nanosLeft() {
    return timeout
        .map(limit -> TimeUnit.NANOSECONDS.convert(limit))
        .filter(limit -> limit < Long.MAX_VALUE)
        .map(limit -> limit - (System.nanoTime() - start))
        .orElse(Long.MAX_VALUE);
  }

  /** The limits for a part of this run that begins now. */
  public RunControl rest(RunControl control) {
    return timeout.isEmpty()
        ? control
        : control.timeout(Duration.ofNanos(Math.max(0, nanosLeft())));
  }

  /** Whether the run has to end, as of the last check. Takes no lock. */
  public boolean isStopped() {
    return cause != null;
  }

  /**
   * Throws the exception that states why the run ends, if it has to.
   *
   * @param stage what the run is doing
   */
  public void check(MattingTimeoutException.Stage stage) {
    poll();
    if (isStopped()) {
      throw exception(stage, null);
    }
  }

  /** The exception that states why the run ends; only for a run that has to. */
  public MattingException exception(
      MattingTimeoutException.Stage stage, @Nullable Throwable engine) {
    String doing =
        switch (stage) {
          case SLOT -> "while waiting for its turn";
          case NETWORK -> "while the network ran";
        };
    Cause why = cause;
    if (why == null) {
      throw new IllegalStateException("the run has no reason to end", engine);
    }
    return switch (why) {
      case INTERRUPTED -> new MattingCancelledException("interrupted " + doing, engine);
      case CANCELLED -> new MattingCancelledException("cancelled " + doing, engine);
      case CLOSED -> new MattingCancelledException("the model was closed " + doing, engine);
      case TIMED_OUT ->
          new MattingTimeoutException(
              stage,
              "the run's time of "
                  + timeout.map(Duration::toMillis).orElse(0L)
                  + " ms was over "
                  + doing
                  + "; allow more time or use a faster model",
              engine);
    };
  }

  @Override
  public void close() {
    if (registration != null) {
      registration.close();
    }
  }
}
