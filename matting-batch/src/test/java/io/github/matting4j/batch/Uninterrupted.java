package io.github.matting4j.batch;

import java.util.concurrent.CountDownLatch;

/** Waits that no interrupt ends, as in native code. */
public final class Uninterrupted {
  private Uninterrupted() {}

  public static void await(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }
}
