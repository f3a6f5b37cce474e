package io.github.matting4j.image;

/** How an alpha of 0..1 becomes a whole number. */
public enum Rounding {
  /** To the nearest level, the right thing to do. */
  NEAREST(0.5f),

  /**
   * Down to the level below, as PaddleSeg's and ModelScope's own tools do. For comparison with
   * their files.
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
