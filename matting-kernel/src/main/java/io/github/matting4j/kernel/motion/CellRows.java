package io.github.matting4j.kernel.motion;

/**
 * Values of cells, bilinear between their centres, at the pixels of a frame, row by row. Not
 * thread-safe.
 */
final class CellRows {
  private final float[] cells;
  private final int pixels;
  private final int width;
  private final int height;

  /** The row of cells at the height of the present row of pixels, the last one twice. */
  private final float[] row;

  /** For every column of the frame: the cell to the left of it, and the share of the next one. */
  private final int[] lefts;

  private final float[] acrosses;

  private int present = -1;

  /**
   * Of these cells.
   *
   * @param cells one value for each cell of the frame, row-major
   * @param frameWidth columns of pixels
   */
  CellRows(FrameCells frame, float[] cells, int frameWidth) {
    this.cells = cells;
    pixels = frame.pixels;
    width = frame.width;
    height = frame.height;
    row = new float[width + 1];
    lefts = new int[frameWidth];
    acrosses = new float[frameWidth];
    for (int x = 0; x < frameWidth; x++) {
      float column = inside((x + 0.5f) / pixels - 0.5f, width);
      lefts[x] = (int) column;
      acrosses[x] = column - lefts[x];
    }
  }

  private static float inside(float position, int count) {
    return Math.max(0, Math.min(count - 1, position));
  }

  /** Makes a row of pixels the present one. */
  void start(int y) {
    if (y == present) {
      return;
    }
    present = y;
    float position = inside((y + 0.5f) / pixels - 0.5f, height);
    int above = (int) position;
    float down = position - above;
    int high = above * width;
    int low = Math.min(height - 1, above + 1) * width;
    for (int x = 0; x < width; x++) {
      row[x] = cells[high + x] + down * (cells[low + x] - cells[high + x]);
    }
    row[width] = row[width - 1];
  }

  /** The value at a pixel of the present row. */
  float at(int x) {
    int left = lefts[x];
    return row[left] + acrosses[x] * (row[left + 1] - row[left]);
  }
}
