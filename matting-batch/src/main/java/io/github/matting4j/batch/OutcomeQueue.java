package io.github.matting4j.batch;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes on their way to whoever pulls them: few at a time, so that a slow consumer slows the
 * workers down. Counts them as they come in. Thread-safe.
 */
final class OutcomeQueue {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<PhotoOutcome> outcomes = new ArrayDeque<>();
  private final EnumMap<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
  private long done;
  private long skipped;
  private boolean abandoned;
  private boolean ended;

  OutcomeQueue(int most) {
    this.most = most;
  }

  /** Counts an outcome and waits until there is room for it; does not wait once abandoned. */
  void put(PhotoOutcome outcome) throws InterruptedException {
    lock.lock();
    try {
      count(outcome);
      while (outcomes.size() >= most && !abandoned) {
        changed.await();
      }
      outcomes.add(outcome);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void count(PhotoOutcome outcome) {
    switch (outcome.status()) {
      case DONE -> done++;
      case SKIPPED -> skipped++;
      case FAILED ->
          outcome.failure().ifPresent(failure -> failures.merge(failure.kind(), 1L, Long::sum));
    }
  }

  /** Waits for the next outcome and leaves it there; null at the end. */
  @Nullable PhotoOutcome peek() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (outcomes.isEmpty() && !ended) {
        changed.await();
      }
      return outcomes.peek();
    } finally {
      lock.unlock();
    }
  }

  @Nullable PhotoOutcome poll() {
    lock.lock();
    try {
      changed.signalAll();
      return outcomes.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody is going to pull. */
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is going to come. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The counts so far, under a summary's other fields. */
  BatchSummary summary(boolean complete, java.time.Duration time) {
    lock.lock();
    try {
      return new BatchSummary(done, skipped, Map.copyOf(failures), complete, time);
    } finally {
      lock.unlock();
    }
  }
}
