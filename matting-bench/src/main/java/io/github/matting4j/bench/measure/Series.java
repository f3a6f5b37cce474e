package io.github.matting4j.bench.measure;

import java.util.Arrays;

/** The times of one task, round by round. */
final class Series {
  private final double[] millis;
  private final double[] bytes;

  Series(int rounds) {
    millis = new double[rounds];
    bytes = new double[rounds];
  }

  void set(int round, long nanos, long allocated) {
    millis[round] = nanos / 1e6;
    bytes[round] = allocated;
  }

  double millis() {
    return quantile(millis, 0.5);
  }

  double bytes() {
    return quantile(bytes, 0.5);
  }

  /** Both, round by round. */
  Series plus(Series other) {
    Series sum = new Series(millis.length);
    for (int round = 0; round < millis.length; round++) {
      sum.millis[round] = millis[round] + other.millis[round];
      sum.bytes[round] = bytes[round] + other.bytes[round];
    }
    return sum;
  }

  /** The ratios of the same rounds. */
  Ratio over(Series baseline) {
    double[] ratios = new double[millis.length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = millis[round] / baseline.millis[round];
    }
    return new Ratio(quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75));
  }

  /** Interpolated if the quantile falls between two values. */
  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
