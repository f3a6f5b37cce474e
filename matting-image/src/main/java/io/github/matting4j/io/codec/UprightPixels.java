package io.github.matting4j.io.codec;

import io.github.matting4j.image.ArgbImage;

/**
 * Takes the rows of a stored picture from top to bottom and lays them down turned the right way.
 *
 * <p>Where the stored pixel (x, y) of a width x height picture goes, by EXIF orientation:
 *
 * <pre>
 * 1 (x, y)            2 (width-1-x, y)   3 (width-1-x, height-1-y)   4 (x, height-1-y)
 * 5 (y, x)            6 (height-1-y, x)  7 (height-1-y, width-1-x)   8 (y, width-1-x)
 * </pre>
 *
 * Not thread-safe: one read makes one.
 */
public final class UprightPixels {
  /** Stored rows that become columns are laid down in strips of a cache line's width. */
  private static final int STRIP_ROWS = 16;

  private final int width;
  private final int height;
  private final int orientation;
  private final int[] pixels;
  private final int[] strip;
  private int stripRows;
  private int nextY;

  /** For a stored picture of {@code width} x {@code height}. */
  UprightPixels(int width, int height, int orientation) {
    this(width, height, orientation, new int[Math.multiplyExact(width, height)]);
  }

  private UprightPixels(int width, int height, int orientation, int[] pixels) {
    this.width = width;
    this.height = height;
    this.orientation = orientation;
    this.pixels = pixels;
    this.strip = turnsSideways(orientation) ? new int[STRIP_ROWS * width] : new int[0];
  }

  public static boolean turnsSideways(int orientation) {
    return orientation >= 5;
  }

  /** Lays down stored row {@code y}. Rows come in ascending order, each at most once. */
  void put(int y, int[] row, int offset) {
    switch (orientation) {
      case 1 -> System.arraycopy(row, offset, pixels, y * width, width);
      case 2 -> putReversed(row, offset, y * width);
      case 3 -> putReversed(row, offset, (height - 1 - y) * width);
      case 4 -> System.arraycopy(row, offset, pixels, (height - 1 - y) * width, width);
      default -> putSideways(y, row, offset);
    }
  }

  /** The upright picture; the pixels of rows that never came are transparent black. */
  ArgbImage finish() {
    if (stripRows > 0) {
      flush(nextY - 1);
    }
    boolean sideways = turnsSideways(orientation);
    return ArgbImage.adopt(sideways ? height : width, sideways ? width : height, pixels);
  }

  private void putReversed(int[] row, int offset, int target) {
    for (int x = 0, to = target + width - 1; x < width; x++, to--) {
      pixels[to] = row[offset + x];
    }
  }

  private void putSideways(int y, int[] row, int offset) {
    System.arraycopy(row, offset, strip, stripRows * width, width);
    stripRows++;
    nextY = y + 1;
    if (stripRows == STRIP_ROWS || y == height - 1) {
      flush(y);
    }
  }

  private void flush(int lastY) {
    boolean mirrorX = orientation >= 7;
    boolean mirrorY = orientation == 6 || orientation == 7;
    int firstY = lastY - stripRows + 1;
    int start = mirrorY ? height - 1 - firstY : firstY;
    int step = mirrorY ? -1 : 1;
    for (int x = 0; x < width; x++) {
      int to = (mirrorX ? width - 1 - x : x) * height + start;
      for (int r = 0, from = x; r < stripRows; r++, from += width, to += step) {
        pixels[to] = strip[from];
      }
    }
    stripRows = 0;
  }
}
