package io.github.matting4j.kernel.motion;

/** Values of cells, bilinear between their centres, at the pixels of a frame. */
final class CellSampler {
  private final int pixels;
  private final int width;
  private final int height;

  /** For every column of the frame: the cell to the left of it, and the share of the next one. */
  private final int[] lefts;

  private final float[] acrosses;

  private int above;
  private int below;
  private float down;

  CellSampler(FrameCells cells, int frameWidth) {
    pixels = cells.pixels;
    width = cells.width;
    height = cells.height;
    lefts = new int[frameWidth];
    acrosses = new float[frameWidth];
    for (int x = 0; x < frameWidth; x++) {
      float column = inside((x + 0.5f) / pixels - 0.5f, width);
      lefts[x] = Math.max(0, Math.min(width - 2, (int) column));
      acrosses[x] = column - lefts[x];
    }
  }

  private static float inside(float position, int count) {
    return Math.max(0, Math.min(count - 1, position));
  }

  void startRow(int y) {
    float row = inside((y + 0.5f) / pixels - 0.5f, height);
    above = (int) row;
    below = Math.min(height - 1, above + 1) * width;
    down = row - above;
    above *= width;
  }

  float at(float[] cells, int x) {
    int left = lefts[x];
    int right = left + (width > 1 ? 1 : 0);
    float across = acrosses[x];
    float high = cells[above + left] + across * (cells[above + right] - cells[above + left]);
    float low = cells[below + left] + across * (cells[below + right] - cells[below + left]);
    return high + down * (low - high);
  }
}
