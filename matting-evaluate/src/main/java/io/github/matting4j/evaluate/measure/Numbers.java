package io.github.matting4j.evaluate.measure;

import java.util.Arrays;

/** Small statistics. Stateless. */
public final class Numbers {
  private Numbers() {}

  /** The middle value, or the mean of the two middle ones. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
