package io.github.matting4j.onnx;

/**
 * By how much a photo is scaled before its sides are cut to a multiple.
 *
 * @param kind which side is looked at, and whether photos are enlarged
 * @param side what that side becomes, in pixels
 */
public record Limit(Kind kind, int side) {
  /** Ways to scale. */
  public enum Kind {
    /** The short side becomes {@code side} if it is longer; PaddleSeg's {@code LimitShort}. */
    SHORT_AT_MOST,
    /** The short side becomes {@code side}, always; PaddleSeg's {@code ResizeByShort}. */
    SHORT_EXACTLY,
    /** The long side becomes {@code side} if it is longer; PaddleSeg's {@code LimitLong}. */
    LONG_AT_MOST,
    /** The photo stays as it is. */
    NONE
  }

  /** No scaling. */
  public static final Limit NONE = new Limit(Kind.NONE, 1);

  /** Refuses a side that cannot be. */
  public Limit {
    if (side < 1) {
      throw new IllegalArgumentException("side is " + side + "; it must be at least 1");
    }
  }

  /** The scale for a photo of this size. */
  public double scale(int width, int height) {
    int shortSide = Math.min(width, height);
    int longSide = Math.max(width, height);
    return switch (kind) {
      case SHORT_AT_MOST -> shortSide > side ? (double) side / shortSide : 1;
      case SHORT_EXACTLY -> (double) side / shortSide;
      case LONG_AT_MOST -> longSide > side ? (double) side / longSide : 1;
      case NONE -> 1;
    };
  }
}
