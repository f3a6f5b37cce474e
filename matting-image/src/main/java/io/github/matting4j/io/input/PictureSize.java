package io.github.matting4j.io.input;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;

/** Checks the limits on a picture's size, before anything is allocated for it. */
public final class PictureSize {
  private PictureSize() {}

  public static void check(long width, long height, DecodeRules rules) throws ImageReadException {
    if (width < 1 || height < 1) {
      throw new ImageReadException(
          Reason.MALFORMED,
          "the header gives a size of "
              + width
              + "x"
              + height
              + "; both sides must be at least 1, so the file is broken");
    }
    int maxSide = rules.maxSidePx();
    if (width > maxSide || height > maxSide) {
      throw new ImageReadException(
          Reason.LIMIT,
          "the picture is "
              + width
              + "x"
              + height
              + " and a side may have "
              + maxSide
              + " pixels; shrink it or raise the limit");
    }
    if (width * height > rules.maxPixels()) { // sides fit an int, the product a long
      throw new ImageReadException(
          Reason.LIMIT,
          "the picture is "
              + width
              + "x"
              + height
              + " = "
              + width * height
              + " pixels and may have "
              + rules.maxPixels()
              + "; shrink it or raise the limit");
    }
  }
}
