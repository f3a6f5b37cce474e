package io.github.matting4j.portraits.figure;

/** SplitMix64 random numbers, equal on every JDK. Not thread-safe: has a state. */
public final class SplitMix {
  private long state;

  public SplitMix(long seed) {
    this.state = seed;
  }

  /**
   * An independent stream for one purpose, so that a change in one part leaves the others alone.
   */
  public SplitMix fork(long label) {
    return new SplitMix(mix(state ^ mix(label + 0x632BE59BD9B4E019L)));
  }

  /** Uniform in [0, 1). */
  public double next() {
    state += 0x9E3779B97F4A7C15L;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  public double between(double low, double high) {
    return low + (high - low) * next();
  }

  /** Bell-shaped with mean 0 and standard deviation 1, bounded to +-6: a sum of uniforms. */
  public double bell() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += next();
    }
    return sum;
  }

  /** Uniform in 0..bound-1. */
  public int below(int bound) {
    return (int) (next() * bound);
  }

  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
