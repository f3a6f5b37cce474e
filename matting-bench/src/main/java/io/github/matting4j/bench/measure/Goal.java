package io.github.matting4j.bench.measure;

import java.util.Locale;

/**
 * A figure to keep.
 *
 * @param column which of a row's values it is about
 * @param bound the value
 * @param atMost whether the value is to stay below the bound; else above
 */
public record Goal(String column, double bound, boolean atMost) {
  /** The ratio shall not exceed this. */
  public static Goal atMost(double bound) {
    return new Goal(Row.RATIO, bound, true);
  }

  /** The ratio shall reach this. */
  public static Goal atLeast(double bound) {
    return new Goal(Row.RATIO, bound, false);
  }

  /** Whether a value meets the target. */
  public boolean keptBy(double value) {
    return atMost ? value <= bound : value >= bound;
  }

  /** As a cell of a table. */
  String verdict(double value) {
    return String.format(
        Locale.ROOT,
        "%s at %s %.2f: %s",
        column,
        atMost ? "most" : "least",
        bound,
        keptBy(value) ? "kept" : "**missed**");
  }
}
