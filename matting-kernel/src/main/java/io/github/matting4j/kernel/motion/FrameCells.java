package io.github.matting4j.kernel.motion;

import io.github.matting4j.image.ArgbImage;

/**
 * A frame as frames are compared: the mean luma and colour differences of square cells, about 360
 * along the short side, in 255ths. The outermost cells are repeated around the picture, so that a
 * vector may point a little beyond it.
 *
 * <p>Immutable once made.
 */
final class FrameCells {
  /** Cells around the picture. */
  static final int BORDER = 8;

  private static final int SHORT_SIDE = 360;

  /** Sums of more pixels would not fit into the halves of an int. */
  private static final int MAX_PIXELS = 16;

  /** Pixels along a side of a cell. */
  final int pixels;

  /** Columns and rows of cells, without the border. */
  final int width;

  final int height;

  /** Cells from one row to the next. */
  final int stride;

  final float[] luma;
  final float[] red;
  final float[] blue;

  FrameCells(ArgbImage frame) {
    int shortSide = Math.min(frame.width(), frame.height());
    pixels = Math.max(1, Math.min(MAX_PIXELS, (shortSide + SHORT_SIDE / 2) / SHORT_SIDE));
    width = (frame.width() + pixels - 1) / pixels;
    height = (frame.height() + pixels - 1) / pixels;
    stride = width + 2 * BORDER;
    luma = new float[stride * (height + 2 * BORDER)];
    red = new float[luma.length];
    blue = new float[luma.length];
    int[] row = new int[frame.width()];
    int[] redAndBlue = new int[width];
    int[] green = new int[width];
    for (int y = 0; y < height; y++) {
      int rows = Math.min(pixels, frame.height() - y * pixels);
      for (int k = 0; k < rows; k++) {
        frame.readRow(y * pixels + k, row, 0);
        add(row, k == 0, redAndBlue, green);
      }
      store(y, rows, row.length, redAndBlue, green);
    }
    extend(luma);
    extend(red);
    extend(blue);
  }

  /** The index of a cell; up to {@link #BORDER} outside the picture. */
  int index(int x, int y) {
    return (y + BORDER) * stride + x + BORDER;
  }

  private void add(int[] row, boolean first, int[] redAndBlue, int[] green) {
    for (int x = 0, from = 0; x < width; x++, from += pixels) {
      int rb = 0;
      int g = 0;
      for (int i = from; i < Math.min(row.length, from + pixels); i++) {
        rb += row[i] & 0xFF00FF;
        g += row[i] >> 8 & 0xFF;
      }
      redAndBlue[x] = first ? rb : redAndBlue[x] + rb;
      green[x] = first ? g : green[x] + g;
    }
  }

  private void store(int y, int rows, int columns, int[] redAndBlue, int[] green) {
    for (int x = 0, i = index(0, y); x < width; x++, i++) {
      float share = 1f / (rows * Math.min(pixels, columns - x * pixels));
      float r = (redAndBlue[x] >>> 16) * share;
      float g = green[x] * share;
      float b = (redAndBlue[x] & 0xFFFF) * share;
      luma[i] = 0.25f * (r + 2 * g + b);
      red[i] = 0.5f * (r - g);
      blue[i] = 0.5f * (b - g);
    }
  }

  private void extend(float[] plane) {
    for (int y = 0; y < height; y++) {
      int first = index(0, y);
      for (int k = 1; k <= BORDER; k++) {
        plane[first - k] = plane[first];
        plane[first + width - 1 + k] = plane[first + width - 1];
      }
    }
    int top = BORDER * stride;
    int bottom = (BORDER + height - 1) * stride;
    for (int k = 1; k <= BORDER; k++) {
      System.arraycopy(plane, top, plane, top - k * stride, stride);
      System.arraycopy(plane, bottom, plane, bottom + k * stride, stride);
    }
  }
}
