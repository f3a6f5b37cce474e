package io.github.matting4j.criteria;

/**
 * A value, its confidence, and its origin.
 *
 * @param value in the unit of its {@link PhotoTrait}
 * @param confidence 0 (a guess) to 1 (stated or exact); rules ignore values below {@link #ENOUGH}
 * @param how its origin in a few words: {@code "stated"}, {@code "measured on the pixels"}
 */
public record Measurement(double value, double confidence, String how) {
  /** Minimum confidence for rules to use a value. */
  public static final double ENOUGH = 0.5;

  /** Rejects values that are not finite and confidences out of range. */
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

  /** A value stated by the caller, with full confidence. */
  public static Measurement stated(double value) {
    return new Measurement(value, 1, "stated");
  }

  /** Whether rules use it. */
  public boolean isSure() {
    return confidence >= ENOUGH;
  }
}
