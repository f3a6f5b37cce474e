package io.github.matting4j.io.input;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the memory of all pictures that are being decoded at one time, in bytes, first come first
 * served. Thread-safe.
 */
public final class DecodePermits {
  /** Shared by all reads of this JVM, because they share its heap. */
  public static final DecodePermits SHARED = new DecodePermits();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Object> queue = new ArrayDeque<>();
  private long inUse;

  /** A decode that needs memory. */
  @FunctionalInterface
  public interface Decoding<T> {
    T run() throws IOException;
  }

  /** Waits until {@code bytes} more are within {@code limit}, then decodes. */
  public <T> T decode(long bytes, long limit, ReadClock clock, Decoding<T> decoding)
      throws IOException {
    if (bytes > limit) {
      throw new ImageReadException(
          Reason.MEMORY,
          "the picture needs about "
              + megabytes(bytes)
              + " MB to decode and all reads together may use "
              + megabytes(limit)
              + " MB; use a larger heap (-Xmx) or raise the limit");
    }
    acquire(bytes, limit, clock);
    try {
      return decoding.run();
    } finally {
      release(bytes);
    }
  }

  public long inUse() {
    lock.lock();
    try {
      return inUse;
    } finally {
      lock.unlock();
    }
  }

  /** Reads that wait for memory. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void acquire(long bytes, long limit, ReadClock clock) throws ImageReadException {
    try {
      lock.lockInterruptibly(); // never held for longer than some bookkeeping
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReadClock.cancelled();
    }
    Object ticket = new Object();
    queue.add(ticket);
    try {
      awaitTurn(ticket, bytes, limit, clock);
      inUse += bytes;
    } finally {
      queue.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
  }

  private void release(long bytes) {
    lock.lock();
    try {
      inUse -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(Object ticket, long bytes, long limit, ReadClock clock)
      throws ImageReadException {
    while (queue.peek() != ticket || bytes > limit - inUse) {
      long nanos = clock.remainingNanos();
      if (nanos <= 0) {
        throw clock.late(
            "other reads hold "
                + megabytes(inUse)
                + " of "
                + megabytes(limit)
                + " MB, so memory for this picture ("
                + megabytes(bytes)
                + " MB) did not become free");
      }
      try {
        changed.awaitNanos(nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw ReadClock.cancelled();
      }
    }
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
