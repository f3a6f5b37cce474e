package io.github.matting4j.bench.measure;

/**
 * How often one task fits into another: quantiles of the ratios of the same rounds.
 *
 * @param median half of the rounds were below
 * @param low a quarter was below
 * @param high a quarter was above
 */
public record Ratio(double median, double low, double high) {
  /** Seen from the other task. */
  public Ratio inverse() {
    return new Ratio(1 / median, 1 / high, 1 / low);
  }
}
