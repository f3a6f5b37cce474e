package io.github.matting4j.javacv.media;

import java.math.BigInteger;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * The unit of time of a stream: {@code num/den} seconds. Times in nanoseconds come back as the same
 * tick while a tick is longer than 2 ns.
 *
 * @param num at least 1
 * @param den at least 1
 */
public record Ticks(int num, int den) {
  /** Milliseconds. */
  public static final Ticks MILLISECONDS = new Ticks(1, 1000);

  /** Microseconds. */
  public static final Ticks MICROSECONDS = new Ticks(1, 1_000_000);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Checks the range. */
  public Ticks {
    if (num < 1 || den < 1) {
      throw new IllegalArgumentException(
          "a tick is " + num + "/" + den + " s; both must be at least 1");
    }
  }

  /** The time base of a stream; microseconds if it has none. */
  static Ticks of(AVRational base) {
    return base.num() < 1 || base.den() < 1 ? MICROSECONDS : new Ticks(base.num(), base.den());
  }

  /** Nanoseconds of so many ticks, rounded to the nearest. */
  public long toNanos(long ticks) {
    return scaled(ticks, NANOS_PER_SECOND * num, den);
  }

  /** Ticks of so many nanoseconds, rounded to the nearest. */
  public long ofNanos(long nanos) {
    return scaled(nanos, den, NANOS_PER_SECOND * num);
  }

  /** value * by / over, rounded half away from zero. */
  private static long scaled(long value, long by, long over) {
    long whole = value / over;
    long rest = value % over;
    long high = Math.multiplyHigh(rest, by);
    long low = rest * by;
    if (high == low >> 63) {
      long half = low < 0 ? -(over / 2) : over / 2;
      return Math.addExact(Math.multiplyExact(whole, by), (low + half) / over);
    }
    BigInteger product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(by));
    BigInteger divisor = BigInteger.valueOf(over);
    BigInteger half = divisor.shiftRight(1);
    return (product.signum() < 0 ? product.subtract(half) : product.add(half))
        .divide(divisor)
        .longValueExact();
  }
}
