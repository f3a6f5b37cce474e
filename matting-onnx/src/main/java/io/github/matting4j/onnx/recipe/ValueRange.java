package io.github.matting4j.onnx.recipe;

/**
 * Two values that stand for the ends of a scale.
 *
 * @param low the value of black, or of transparent
 * @param high the value of white, or of opaque; below {@code low} if the scale is inverted
 */
public record ValueRange(double low, double high) {
  /** 0 to 1. */
  public static final ValueRange UNIT = new ValueRange(0, 1);

  /** 0 to 255. */
  public static final ValueRange BYTES = new ValueRange(0, 255);

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if they are equal or not finite
   */
  public ValueRange {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low == high) {
      throw new IllegalArgumentException(
          "the range is " + low + " to " + high + "; it must have two different finite ends");
    }
  }

  @Override
  public String toString() {
    return low + ".." + high;
  }
}
