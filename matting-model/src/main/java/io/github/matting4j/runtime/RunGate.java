package io.github.matting4j.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open/closed state of a model, in one place: callers enter for the length of a run, and
 * closing waits within a limit until the last of them has left; nothing is freed before.
 *
 * <p>Thread-safe.
 */
public final class RunGate {
  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  /** Stopping an engine takes as long as one layer of the network. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final String what;
  private State state = State.OPEN;
  private int inside;

  /** Executed by the last caller to leave, once close() has stopped waiting. */
  private @Nullable Runnable deferredFree;

  /** A gate, open, for the thing that messages call {@code what}. */
  public RunGate(String what) {
    this.what = what;
  }

  /** Permission to run, returned by {@link #close}. Closing again does nothing. */
  public interface Pass extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Enters.
   *
   * @throws IllegalStateException if the gate is closed or closing
   */
  public synchronized Pass enter() {
    if (state != State.OPEN) {
      throw new IllegalStateException(what + " is closed; open it again to use it");
    }
    inside++;
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        leave();
      }
    };
  }

  private void leave() {
    Runnable due = null;
    synchronized (this) {
      inside--;
      notifyAll();
      if (inside == 0 && deferredFree != null) {
        due = deferredFree;
        deferredFree = null;
      }
    }
    if (due != null) {
      free(due);
    }
  }

  /**
   * Admits no further callers, waits until all have left and then runs {@code free}, once. Callers
   * that have not left within {@code limit} are stopped by {@code stop}; those that have not left
   * another 2 seconds later are no longer waited for, and the last of them to leave runs {@code
   * free}. A second call waits as long as the first and does nothing else.
   *
   * <p>Interrupts do not end the wait, because freeing memory under a running network kills the
   * JVM; the flag is kept.
   */
  public void close(Duration limit, Runnable stop, Runnable free) {
    boolean first;
    synchronized (this) {
      first = state == State.OPEN;
      if (first) {
        state = State.CLOSING;
      }
    }
    if (!first) {
      boolean ignored = await(limit, this::isFreed) || await(GRACE, this::isFreed);
      return;
    }
    if (!await(limit, this::isEmpty)) {
      stop.run();
      if (!await(GRACE, this::isEmpty) && deferFree(free)) {
        return;
      }
    }
    free(free);
  }

  private boolean isEmpty() {
    return inside == 0;
  }

  private boolean isFreed() {
    return state == State.CLOSED;
  }

  private synchronized boolean deferFree(Runnable free) {
    if (inside == 0) {
      return false; // left just now
    }
    deferredFree = free;
    return true;
  }

  private void free(Runnable free) {
    try {
      free.run();
    } finally {
      synchronized (this) {
        state = State.CLOSED;
        notifyAll();
      }
    }
  }

  /** Waits for a condition on the state; false if it does not come true in time. */
  private synchronized boolean await(Duration limit, BooleanSupplier condition) {
    long nanos = TimeUnit.NANOSECONDS.convert(limit);
    long start = System.nanoTime();
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0) {
        break;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return condition.getAsBoolean();
  }

  /** Whether {@link #close} was called. */
  public synchronized boolean isClosed() {
    return state != State.OPEN;
  }
}
