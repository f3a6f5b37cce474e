package io.github.matting4j.io.codec;

import io.github.matting4j.image.Picture;
import io.github.matting4j.io.metadata.Orientations;

/**
 * Takes the rows of a stored picture from top to bottom and stores them upright.
 *
 * <p>Position of the stored pixel (x, y) of a width x height picture, by EXIF orientation:
 *
 * <pre>
 * 1 (x, y)            2 (width-1-x, y)   3 (width-1-x, height-1-y)   4 (x, height-1-y)
 * 5 (y, x)            6 (height-1-y, x)  7 (height-1-y, width-1-x)   8 (y, width-1-x)
 * </pre>
 *
 * Not thread-safe: one per read.
 */
final class UprightPixels<A, P extends Picture> {
  /** Stored rows that become columns are stored in strips as wide as a cache line of ints. */
  private static final int STRIP_ROWS = 16;

  private final PixelFormat<A, P> format;
  private final int width;
  private final int height;
  private final boolean swapsSides;
  private final boolean mirrorsX;
  private final boolean mirrorsY;
  private final A pixels;
  private final A strip;
  private int stripRows;
  private int nextY;

  /** For a stored picture of {@code width} x {@code height}. */
  UprightPixels(PixelFormat<A, P> format, int width, int height, int orientation) {
    this.format = format;
    this.width = width;
    this.height = height;
    this.swapsSides = Orientations.swapsSides(orientation);
    this.mirrorsX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    this.mirrorsY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    this.pixels = format.allocate(Math.multiplyExact(width, height));
    this.strip = format.allocate(swapsSides ? Math.multiplyExact(STRIP_ROWS, width) : 0);
  }

  /** Stores row {@code y}. Rows come in ascending order, each at most once. */
  void put(int y, A row, int offset) {
    if (swapsSides) {
      putColumn(y, row, offset);
      return;
    }
    int start = (mirrorsY ? height - 1 - y : y) * width;
    if (mirrorsX) {
      format.copy(row, offset, 1, pixels, start + width - 1, -1, width);
    } else {
      format.copy(row, offset, 1, pixels, start, 1, width);
    }
  }

  /** The upright picture; the pixels of rows that never came are transparent black. */
  P finish() {
    if (stripRows > 0) {
      flush(nextY - 1);
    }
    return format.picture(swapsSides ? height : width, swapsSides ? width : height, pixels);
  }

  private void putColumn(int y, A row, int offset) {
    format.copy(row, offset, 1, strip, stripRows * width, 1, width);
    stripRows++;
    nextY = y + 1;
    if (stripRows == STRIP_ROWS || y == height - 1) {
      flush(y);
    }
  }

  private void flush(int lastY) {
    int firstY = lastY - stripRows + 1;
    int start = mirrorsY ? height - 1 - firstY : firstY;
    int step = mirrorsY ? -1 : 1;
    for (int x = 0; x < width; x++) {
      int to = (mirrorsX ? width - 1 - x : x) * height + start;
      format.copy(strip, x, width, pixels, to, step, stripRows);
    }
    stripRows = 0;
  }
}
