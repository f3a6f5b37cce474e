package io.github.matting4j.runtime;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The open/closed state of a model, in one place: callers enter for the length of a run, and
 * closing waits until the last of them has left before anything is freed.
 *
 * <p>Thread-safe.
 */
public final class RunGate {
  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  private final String what;
  private State state = State.OPEN;
  private int inside;

  /** A gate, open, for the thing that messages call {@code what}. */
  public RunGate(String what) {
    this.what = what;
  }

  /** The right to be inside, given back by {@link #close}. Closing again does nothing. */
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

  private synchronized void leave() {
    inside--;
    notifyAll();
  }

  /**
   * Lets nobody in any more, waits until everybody has left and then runs {@code free}, once. A
   * second call waits for the first and does nothing else. Interrupts do not end the wait, because
   * freeing memory under a running network kills the JVM; the flag is kept.
   */
  public void closeThen(Runnable free) {
    if (!awaitEmpty()) {
      return;
    }
    try {
      free.run();
    } finally {
      synchronized (this) {
        state = State.CLOSED;
        notifyAll();
      }
    }
  }

  /** Waits for the moment to free; false when another thread has freed. */
  private synchronized boolean awaitEmpty() {
    boolean first = state == State.OPEN;
    if (first) {
      state = State.CLOSING;
    }
    boolean interrupted = false;
    while (first ? inside > 0 : state != State.CLOSED) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return first;
  }

  /** Whether {@link #closeThen} was called. */
  public synchronized boolean isClosed() {
    return state != State.OPEN;
  }
}
