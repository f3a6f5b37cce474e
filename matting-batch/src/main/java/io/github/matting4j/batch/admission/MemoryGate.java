package io.github.matting4j.batch.admission;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets photos in while their estimated bytes fit a budget, first come first served, so that a large
 * one is not delayed without limit. One that alone exceeds the budget is admitted alone.
 *
 * <p>Thread-safe.
 */
public final class MemoryGate {
  private final long budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Object> queue = new ArrayDeque<>();
  private long inUse;

  public MemoryGate(long budget) {
    this.budget = budget;
  }

  /** A share of the budget, until closed. */
  public final class Share implements AutoCloseable {
    private final long bytes;

    private Share(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        inUse -= bytes;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits for a share of this size. */
  public Share enter(long bytes) throws InterruptedException {
    long share = Math.min(bytes, budget);
    lock.lockInterruptibly();
    Object ticket = new Object();
    queue.add(ticket);
    try {
      while (queue.peek() != ticket || share > budget - inUse) {
        changed.await();
      }
      inUse += share;
      return new Share(share);
    } finally {
      queue.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
  }

  /** Whether a photo waits for a share. */
  public boolean isWaitedFor() {
    lock.lock();
    try {
      return !queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no other photo is admitted, and admits none until the share is closed. */
  public Share enterAlone() throws InterruptedException {
    return enter(budget);
  }
}
