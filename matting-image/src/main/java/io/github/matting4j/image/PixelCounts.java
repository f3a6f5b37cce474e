package io.github.matting4j.image;

/** Checks of sizes that every raster shares. */
final class PixelCounts {
  private PixelCounts() {}

  /** The number of pixels of a {@code width} x {@code height} raster. */
  static int of(int width, int height) {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "size is " + width + "x" + height + "; both sides must be at least 1");
    }
    long pixels = (long) width * height;
    if (pixels > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "size is " + width + "x" + height + ", which is more pixels than an array can hold");
    }
    return (int) pixels;
  }

  static void check(int width, int height, int length) {
    int pixels = of(width, height);
    if (length != pixels) {
      throw new IllegalArgumentException(
          "array has " + length + " elements but " + width + "x" + height + " needs " + pixels);
    }
  }
}
