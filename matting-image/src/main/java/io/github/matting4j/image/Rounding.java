package io.github.matting4j.image;

/** How an alpha of 0..1 becomes a whole number. */
public enum Rounding {
  /** To the nearest level, half up. */
  NEAREST(0.5f),

  /**
   * Down to the level below, as the tools of PaddleSeg and ModelScope do. For comparison with their
   * files.
   */
  TRUNCATE(0f);

  private final float bias;

  Rounding(float bias) {
    this.bias = bias;
  }

  /** The level of {@code alpha} (0..1) on a scale of 0..{@code maximum}. */
  public int quantize(float alpha, int maximum) {
    return (int) (alpha * maximum + bias);
  }
}
