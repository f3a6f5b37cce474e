package io.github.matting4j.store.fetch;

import java.time.Duration;

/** Time that passes, and waiting for it. */
public interface Waiting {
  /** A time in nanoseconds that only grows, see {@link System#nanoTime}. */
  long nanoTime();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(Duration time) throws InterruptedException;

  /** Real time. */
  static Waiting real() {
    return new Waiting() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
      }
    };
  }
}
