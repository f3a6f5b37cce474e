package io.github.matting4j.runtime;

import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A bounded set of things that are dear to make and that one caller uses at a time, such as the
 * scratch buffers of a run. Made when first needed, never more than the bound; who finds none free
 * waits, first come first served. So the bound is also the number of runs side by side.
 *
 * <p>Thread-safe.
 */
public final class LeasePool<T> {
  private final Semaphore permits;
  private final ArrayDeque<T> idle = new ArrayDeque<>();
  private final Supplier<T> maker;

  /** A pool of at most {@code bound} things made by {@code maker}. */
  public LeasePool(int bound, Supplier<T> maker) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound is " + bound + "; it must be at least 1");
    }
    this.permits = new Semaphore(bound, true);
    this.maker = maker;
  }

  /** A thing of the pool in one caller's hands, until closed. Closing again does nothing. */
  public final class Lease implements AutoCloseable {
    private final T thing;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Lease(T thing) {
      this.thing = thing;
    }

    /** The thing leased. */
    public T get() {
      return thing;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        synchronized (idle) {
          idle.push(thing);
        }
        permits.release();
      }
    }
  }

  /**
   * Leases a thing, waiting for one if all are out.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  public Lease lease() throws InterruptedException {
    permits.acquire();
    try {
      T thing;
      synchronized (idle) {
        thing = idle.poll();
      }
      return new Lease(thing != null ? thing : maker.get());
    } catch (Throwable failure) {
      permits.release();
      throw failure;
    }
  }
}
