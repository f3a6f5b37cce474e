package io.github.matting4j.graph.quantise;

/**
 * The range of a tensor and its 8-bit encoding: {@code value = scale * (byte - zeroPoint)}, bytes
 * of 0 to 255. Zero is always in the range and exact, as padding needs it.
 *
 * @param min 0 or less
 * @param max 0 or more
 */
record Range(float min, float max) {
  private static final int STEPS = 255;

  /** The range from one value to another, and 0. */
  static Range of(float min, float max) {
    if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
      throw new IllegalArgumentException("no range: " + min + " to " + max);
    }
    return new Range(Math.min(min, 0f), Math.max(max, 0f));
  }

  /** The difference of neighbouring values; 1 if the range is a single value. */
  float scale() {
    float scale = (float) (((double) max - min) / STEPS);
    return scale >= Float.MIN_NORMAL ? scale : 1f;
  }

  /** The byte that stands for 0. */
  byte zeroPoint() {
    return (byte) Math.min(STEPS, Math.round(-min / scale()));
  }
}
