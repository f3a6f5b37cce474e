package io.github.matting4j.criteria;

/**
 * A value, how sure it is, and where it comes from.
 *
 * @param value in the unit of its {@link PhotoTrait}
 * @param confidence 0 (a guess) to 1 (stated or exact); rules stay silent below {@link #ENOUGH}
 * @param how a few words: {@code "stated"}, {@code "measured on the pixels"}
 */
public record Measurement(double value, double confidence, String how) {
  /** Below this confidence no rule acts on a value. */
  public static final double ENOUGH = 0.5;

  /** Refuses what is no number. */
  public Measurement {
    if (!Double.isFinite(value) || !(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "value is "
              + value
              + " with confidence "
              + confidence
              + "; it must be finite, and the confidence in 0..1");
    }
  }

  /** A value that a person vouches for. */
  public static Measurement stated(double value) {
    return new Measurement(value, 1, "stated");
  }

  /** Whether rules may act on it. */
  public boolean isSure() {
    return confidence >= ENOUGH;
  }
}
