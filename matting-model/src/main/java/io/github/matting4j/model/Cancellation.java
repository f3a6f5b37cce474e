package io.github.matting4j.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A request to stop that any thread can make, once, for one run or for many. Give it to runs with
 * {@link RunControl#cancelledBy}; {@link #cancel} ends those that wait or compute with {@link
 * MattingCancelledException}, and every later one before it begins.
 *
 * <p>Thread-safe.
 */
public final class Cancellation {
  private final Set<Registration> registrations = new LinkedHashSet<>();
  private boolean cancelled;

  /** Not cancelled yet. */
  public Cancellation() {}

  /** A registered callback, which closing removes. Closing again does nothing. */
  public final class Registration implements AutoCloseable {
    private final Runnable action;

    private Registration(Runnable action) {
      this.action = action;
    }

    /** Removes the callback; it may still be running in the thread that cancels. */
    @Override
    public void close() {
      synchronized (registrations) {
        registrations.remove(this);
      }
    }
  }

  /** Requests the stop. Returns at once, before the runs have ended; a second call does nothing. */
  public void cancel() {
    List<Registration> due;
    synchronized (registrations) {
      cancelled = true;
      due = List.copyOf(registrations);
      registrations.clear();
    }
    due.forEach(registration -> registration.action.run());
  }

  /** Whether {@link #cancel} was called. */
  public boolean isCancelled() {
    synchronized (registrations) {
      return cancelled;
    }
  }

  /**
   * Calls {@code action} when the request is made, in the thread that makes it; at once, in the
   * calling thread, if it was made already. For authors of models.
   *
   * @param action short, and throws nothing
   */
  public Registration onCancel(Runnable action) {
    Registration registration = new Registration(action);
    boolean late;
    synchronized (registrations) {
      late = cancelled;
      if (!late) {
        registrations.add(registration);
      }
    }
    if (late) {
      action.run();
    }
    return registration;
  }
}
