package io.github.matting4j.io.input;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.time.Duration;

/**
 * The deadline of one read and the interruption of its thread. Checked at every block of input and
 * every row of output. The interrupt flag stays set.
 */
public final class ReadClock {
  private final Duration allowed;
  private final long startNanos = System.nanoTime();
  private final long allowedNanos;

  private ReadClock(Duration allowed, long allowedNanos) {
    this.allowed = allowed;
    this.allowedNanos = allowedNanos;
  }

  public static ReadClock start(Duration allowed) {
    long nanos;
    try {
      nanos = allowed.toNanos();
    } catch (ArithmeticException e) { // more than 292 years
      nanos = Long.MAX_VALUE;
    }
    return new ReadClock(allowed, nanos);
  }

  long remainingNanos() {
    return allowedNanos - (System.nanoTime() - startNanos);
  }

  /** Throws when the time is up or the thread was interrupted. */
  public void check() throws ImageReadException {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
    if (remainingNanos() < 0) {
      throw late("the picture was not read completely");
    }
  }

  static ImageReadException cancelled() {
    return new ImageReadException(
        Reason.CANCELLED, "the thread was interrupted while it was reading a picture");
  }

  ImageReadException late(String what) {
    return new ImageReadException(
        Reason.DEADLINE,
        what
            + " within the "
            + allowed.toMillis()
            + " ms allowed; if the picture may take longer, raise the limit");
  }
}
