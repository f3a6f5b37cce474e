package io.github.matting4j.zoom;

import io.github.matting4j.image.ArgbImage;

/**
 * A rectangle of a photo, in pixels.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
record Crop(int left, int top, int right, int bottom) {

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  int longSide() {
    return Math.max(width(), height());
  }

  double pixels() {
    return (double) width() * height();
  }

  boolean overlaps(Crop other) {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }

  /** The smallest crop that holds both. */
  Crop with(Crop other) {
    return new Crop(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** The part of the photo, copied. */
  ArgbImage of(ArgbImage photo) {
    int[] pixels = new int[width() * height()];
    int[] row = new int[photo.width()];
    for (int y = 0; y < height(); y++) {
      photo.readRow(top + y, row, 0);
      System.arraycopy(row, left, pixels, y * width(), width());
    }
    return ArgbImage.adopt(width(), height(), pixels);
  }
}
