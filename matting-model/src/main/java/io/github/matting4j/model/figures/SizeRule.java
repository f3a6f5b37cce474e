package io.github.matting4j.model.figures;

/**
 * How a model derives the size of the network's picture from that of the photo.
 *
 * @param kind which side is fixed or limited
 * @param side length in pixels, at least 1
 * @param maxPixels upper limit on the network's picture, in pixels, at least 1
 * @param multiple what both sides of the network's picture are multiples of, in pixels, at least 1
 */
public record SizeRule(Kind kind, int side, long maxPixels, int multiple) {
  /** Which side of the network's picture is fixed or limited. */
  public enum Kind {
    /** The short side is at most {@code side}; smaller photos keep their size. */
    SHORT_AT_MOST,
    /** The short side is always {@code side}; smaller photos are enlarged. */
    SHORT_EXACTLY,
    /** The picture is a square of {@code side}, regardless of the shape of the photo. */
    SQUARE
  }

  /** Rejects sizes below 1. */
  public SizeRule {
    if (side < 1 || maxPixels < 1 || multiple < 1) {
      throw new IllegalArgumentException(
          "side is "
              + side
              + ", maxPixels is "
              + maxPixels
              + ", multiple is "
              + multiple
              + "; all must be at least 1");
    }
  }

  /** Of a network that takes sides of any length. */
  public SizeRule(Kind kind, int side, long maxPixels) {
    this(kind, side, maxPixels, 1);
  }

  /**
   * Approximate pixels of the network's picture; rounding of the sides to multiples is ignored.
   *
   * @param width columns of the photo
   * @param height rows of the photo
   */
  public double networkPixels(double width, double height) {
    double scale = side / Math.min(width, height);
    double pixels =
        switch (kind) {
          case SQUARE -> (double) side * side;
          case SHORT_EXACTLY -> width * height * scale * scale;
          case SHORT_AT_MOST -> width * height * Math.min(1, scale) * Math.min(1, scale);
        };
    return Math.min((double) maxPixels, pixels);
  }
}
