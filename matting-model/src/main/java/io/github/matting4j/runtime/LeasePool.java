package io.github.matting4j.runtime;

import io.github.matting4j.model.MattingTimeoutException.Stage;
import io.github.matting4j.model.ModelBusyException;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of objects that are expensive to create and that one caller uses at a time, such
 * as the buffers of a run. Created when first needed, at most as many as the bound; a caller that
 * finds none free waits, in order of arrival. The bound is therefore also the maximum number of
 * concurrent runs.
 *
 * <p>Thread-safe.
 */
public final class LeasePool<T> {
  private final String what;
  private final int bound;
  private final Supplier<T> maker;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<T> idle = new ArrayDeque<>();
  private final ArrayDeque<Waiter> queue = new ArrayDeque<>();
  private int leased;
  private boolean closed;

  /** A caller that waits for a lease. */
  private final class Waiter {
    private final Condition available = lock.newCondition();
    private boolean served;
  }

  /** A pool of at most {@code bound} things made by {@code maker}, for what messages name. */
  public LeasePool(String what, int bound, Supplier<T> maker) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound is " + bound + "; it must be at least 1");
    }
    this.what = what;
    this.bound = bound;
    this.maker = maker;
  }

  /** An object leased to one caller until closed. Closing again does nothing. */
  public final class Lease implements AutoCloseable {
    private final T thing;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Lease(T thing) {
      this.thing = thing;
    }

    /** The leased object. */
    public T get() {
      return thing;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        lock.lock();
        try {
          idle.push(thing);
          release();
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /**
   * Leases an object, waiting for one if none is free.
   *
   * @param stop ends the wait
   * @param control how long and behind how many others to wait
   * @throws IllegalStateException if the pool is closed before there is a free one
   * @throws ModelBusyException if there is no free one within the limits on waiting
   * @throws io.github.matting4j.model.MattingTimeoutException if the run's time is over
   * @throws io.github.matting4j.model.MattingCancelledException if the run is cancelled or the
   *     thread interrupted
   */
  public Lease lease(RunStop stop, RunControl control) {
    stop.check(Stage.SLOT);
    if (!takeFree(control)) {
      awaitSlot(stop, control);
    }
    try {
      T thing = poll();
      return new Lease(thing != null ? thing : maker.get());
    } catch (Throwable failure) {
      lock.lock();
      try {
        release();
      } finally {
        lock.unlock();
      }
      throw failure;
    }
  }

  private @Nullable T poll() {
    lock.lock();
    try {
      return idle.poll();
    } finally {
      lock.unlock();
    }
  }

  private boolean takeFree(RunControl control) {
    lock.lock();
    try {
      refuseIfClosed();
      if (leased < bound && queue.isEmpty()) {
        leased++;
        return true;
      }
      refuseIfTooManyWait(control);
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new IllegalStateException(what + " is closed; open it again to use it");
    }
  }

  private void refuseIfTooManyWait(RunControl control) {
    int most = control.maxWaiting().orElse(Integer.MAX_VALUE);
    if (queue.size() >= most) {
      throw new ModelBusyException(
          what
              + " is busy: "
              + leased
              + " runs are in progress and "
              + queue.size()
              + " callers wait already, the most allowed; try again later");
    }
  }

  private void awaitSlot(RunStop stop, RunControl control) {
    Waiter waiter = new Waiter();
    boolean served;
    try (RunStop.Reaction wake = stop.react(() -> wake(waiter))) {
      served = awaitSlot(waiter, stop, control);
    }
    if (!served) {
      stop.check(Stage.SLOT);
      throw new ModelBusyException(
          what
              + " is busy: no slot became free within "
              + control.slotTimeout().orElse(Duration.ZERO).toMillis()
              + " ms; try again later");
    }
  }

  /** Waits in the queue; false if the run has to end or its time for waiting has expired. */
  private boolean awaitSlot(Waiter waiter, RunStop stop, RunControl control) {
    long waitNanos =
        control.slotTimeout().map(t -> TimeUnit.NANOSECONDS.convert(t)).orElse(Long.MAX_VALUE);
    long start = System.nanoTime();
    lock.lock();
    try {
      refuseIfClosed();
      refuseIfTooManyWait(control);
      queue.add(waiter);
      serve(); // one may have been returned since
      while (!waiter.served && !stop.isStopped()) {
        refuseIfClosed();
        long waited = System.nanoTime() - start;
        if (waited >= waitNanos) {
          return false;
        }
        if (waitNanos == Long.MAX_VALUE) {
          waiter.available.await();
        } else {
          long ignored = waiter.available.awaitNanos(waitNanos - waited);
        }
      }
      return waiter.served;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return waiter.served;
    } finally {
      if (!waiter.served) {
        queue.remove(waiter);
      }
      lock.unlock();
    }
  }

  private void wake(Waiter waiter) {
    lock.lock();
    try {
      waiter.available.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Called under the lock: returns a lease, to the first waiting caller if there is one. */
  private void release() {
    leased--;
    serve();
  }

  /** Called under the lock. */
  private void serve() {
    while (leased < bound && !queue.isEmpty()) {
      Waiter first = queue.remove();
      first.served = true;
      first.available.signal();
      leased++;
    }
  }

  /** Refuses further callers and those that wait. Leases given stay. Idempotent. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      queue.forEach(waiter -> waiter.available.signal());
    } finally {
      lock.unlock();
    }
  }

  /** Leases given, callers that wait, the bound. */
  public ModelLoad load() {
    lock.lock();
    try {
      return new ModelLoad(leased, queue.size(), bound);
    } finally {
      lock.unlock();
    }
  }
}
