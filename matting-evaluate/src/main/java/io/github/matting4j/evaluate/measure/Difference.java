package io.github.matting4j.evaluate.measure;

/**
 * Where a matte is wrong, or may be: one value per pixel, -1..1. Above 0 the matte shows too much,
 * below 0 too little; of {@link Kind#UNCERTAINTY} 0..1. Immutable.
 */
public final class Difference {
  /** What a difference is from. */
  public enum Kind {
    /** From the true matte. */
    TRUTH,
    /** From the mean of the other models' mattes. */
    OTHERS,
    /** From nothing: see {@link Uncertainty}. */
    UNCERTAINTY
  }

  private final Kind kind;
  private final int width;
  private final int height;
  private final float[] values;

  /** Takes over the values, row-major. */
  Difference(Kind kind, int width, int height, float[] values) {
    this.kind = kind;
    this.width = width;
    this.height = height;
    this.values = values;
  }

  static Difference between(Kind kind, int width, int height, float[] matte, float[] reference) {
    float[] values = new float[matte.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = matte[i] - reference[i];
    }
    return new Difference(kind, width, height, values);
  }

  public Kind kind() {
    return kind;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  public float value(int x, int y) {
    return values[y * width + x];
  }

  /** The mean of the absolute values. */
  double mean() {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return sum / values.length;
  }
}
