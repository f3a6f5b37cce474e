package io.github.matting4j.graph.quantise;

/**
 * The values that a tensor takes, and the bytes that stand for them: {@code value = scale * (byte -
 * zeroPoint)}, bytes of 0 to 255. Zero is always among the values, and exact, as padding needs it.
 *
 * @param least 0 or less
 * @param most 0 or more
 */
record Range(float least, float most) {
  private static final int STEPS = 255;

  /** The range from one value to another, and 0. */
  static Range of(float least, float most) {
    if (!Float.isFinite(least) || !Float.isFinite(most) || least > most) {
      throw new IllegalArgumentException("no range: " + least + " to " + most);
    }
    return new Range(Math.min(least, 0f), Math.max(most, 0f));
  }

  /** The difference of neighbouring values; 1 if there is but one value. */
  float scale() {
    float scale = (float) (((double) most - least) / STEPS);
    return scale >= Float.MIN_NORMAL ? scale : 1f;
  }

  /** The byte that stands for 0. */
  byte zeroPoint() {
    return (byte) Math.min(STEPS, Math.round(-least / scale()));
  }
}
