package io.github.matting4j.kernel.motion;

import java.util.Arrays;

/**
 * For blocks of a frame, where their content was in the frame before: the vector to there, in
 * {@link #UNITS} of a cell, found by comparing the luma of a window around the block. Vectors of
 * neighbours and of the frame before are tried first, then ever smaller steps from the best, down
 * to a quarter of a cell.
 *
 * <p>Immutable once made.
 */
final class BlockMotion {
  /** Cells along a side of a block. */
  static final int SIDE = 4;

  /** Vectors are in this fraction of a cell. */
  static final int UNITS = 4;

  /** Cells by which the compared window is larger than the block, on each side. */
  private static final int AROUND = 2;

  /** A window may reach this far out of the picture; the cells next to it are read too. */
  private static final int MAX_OUTSIDE = FrameCells.BORDER - 1;

  private static final int MAX_LENGTH = 12 * UNITS;
  private static final int FIRST_STEP = 2 * UNITS;
  private static final int ROUNDS_PER_STEP = 4;

  /** By how much less, in 255ths, the misfit of another vector than zero must be. */
  private static final float ADVANTAGE = 0.05f;

  /** A block whose misfit without motion is at most this multiple of the noise did not move. */
  private static final float STILL = 0.8f;

  /** Least and most that is taken for noise: mean absolute difference of luma in 255ths. */
  private static final float MIN_NOISE = 1f;

  private static final float MAX_NOISE = 8f;

  /** By how much the noise may grow from frame to frame; a cut is not noise. */
  private static final float MAX_GROWTH = 1.5f;

  /** Share of the steepness of the luma that an inexact vector may make of a difference. */
  private static final float INEXACT = 0.025f;

  private static final int[] STEP_X = {1, -1, 0, 0};
  private static final int[] STEP_Y = {0, 0, 1, -1};

  final int columns;
  final int rows;

  /** Vectors; zero for blocks that were not asked for. */
  final int[] x;

  final int[] y;

  private final FrameCells before;
  private final FrameCells now;

  /** The mean absolute difference of luma where the same thing is seen twice, in 255ths. */
  private final float noise;

  // The window of the block that is being searched, in cells, and its best vector so far.
  private int left;
  private int top;
  private int right;
  private int bottom;
  private int bestX;
  private int bestY;
  private float bestMisfit;

  /** No motion yet: the field before the first. */
  BlockMotion(FrameCells cells) {
    before = cells;
    now = cells;
    columns = (cells.width + SIDE - 1) / SIDE;
    rows = (cells.height + SIDE - 1) / SIDE;
    x = new int[columns * rows];
    y = new int[x.length];
    noise = 2f;
  }

  /**
   * Searches.
   *
   * @param asked the blocks to be searched, row-major
   * @param last the motion of the frame before
   */
  BlockMotion(FrameCells before, FrameCells now, boolean[] asked, BlockMotion last) {
    this.before = before;
    this.now = now;
    columns = last.columns;
    rows = last.rows;
    x = new int[columns * rows];
    y = new int[x.length];
    float[] misfits = new float[x.length];
    int count = 0;
    for (int row = 0, i = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++, i++) {
        if (asked[i]) {
          search(column, row, last);
          x[i] = bestX;
          y[i] = bestY;
          misfits[count++] = bestMisfit;
        }
      }
    }
    noise = noise(misfits, count, last.noise);
  }

  /** The opposite vectors, to begin a search in the other direction with. */
  private BlockMotion(BlockMotion other) {
    before = other.now;
    now = other.before;
    columns = other.columns;
    rows = other.rows;
    x = new int[other.x.length];
    y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = -other.x[i];
      y[i] = -other.y[i];
    }
    noise = other.noise;
  }

  BlockMotion reversed() {
    return new BlockMotion(this);
  }

  float noise() {
    return noise;
  }

  private static float noise(float[] misfits, int count, float last) {
    if (count == 0) {
      return last;
    }
    Arrays.sort(misfits, 0, count);
    float most = Math.min(MAX_NOISE, MAX_GROWTH * last);
    return Math.max(MIN_NOISE, Math.min(most, misfits[count / 3]));
  }

  private void search(int column, int row, BlockMotion last) {
    left = Math.max(0, column * SIDE - AROUND);
    top = Math.max(0, row * SIDE - AROUND);
    right = Math.min(now.width, (column + 1) * SIDE + AROUND);
    bottom = Math.min(now.height, (row + 1) * SIDE + AROUND);
    bestX = 0;
    bestY = 0;
    bestMisfit = Float.MAX_VALUE;
    bestMisfit = misfit(0, 0);
    if (bestMisfit <= STILL * last.noise) {
      return;
    }
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        if (column + dx >= 0 && column + dx < columns && row + dy >= 0 && row + dy < rows) {
          int i = (row + dy) * columns + column + dx;
          boolean searched = dy < 0 || (dy == 0 && dx < 0);
          tryVector(searched ? x[i] : last.x[i], searched ? y[i] : last.y[i]);
        }
      }
    }
    for (int step = FIRST_STEP; step > 0; step /= 2) {
      descend(step);
    }
  }

  private void descend(int step) {
    for (int round = 0; round < ROUNDS_PER_STEP; round++) {
      int fromX = bestX;
      int fromY = bestY;
      for (int k = 0; k < STEP_X.length; k++) {
        tryVector(fromX + step * STEP_X[k], fromY + step * STEP_Y[k]);
      }
      if (fromX == bestX && fromY == bestY) {
        return;
      }
    }
  }

  private void tryVector(int vectorX, int vectorY) {
    if ((vectorX == bestX && vectorY == bestY)
        || Math.abs(vectorX) > MAX_LENGTH
        || Math.abs(vectorY) > MAX_LENGTH) {
      return;
    }
    float misfit = misfit(vectorX, vectorY) + ADVANTAGE;
    if (misfit < bestMisfit) {
      bestMisfit = misfit;
      bestX = vectorX;
      bestY = vectorY;
    }
  }

  /** The mean absolute difference of luma over the window, or more than the best. */
  private float misfit(int vectorX, int vectorY) {
    int shiftX = Math.floorDiv(vectorX, UNITS);
    int shiftY = Math.floorDiv(vectorY, UNITS);
    if (left + shiftX < -MAX_OUTSIDE
        || top + shiftY < -MAX_OUTSIDE
        || right + shiftX >= now.width + MAX_OUTSIDE
        || bottom + shiftY >= now.height + MAX_OUTSIDE) {
      return Float.MAX_VALUE;
    }
    float across = (float) (vectorX - UNITS * shiftX) / UNITS;
    float down = (float) (vectorY - UNITS * shiftY) / UNITS;
    int cells = (right - left) * (bottom - top);
    float limit = bestMisfit * cells;
    float sum = 0;
    for (int row = top; row < bottom && sum < limit; row++) {
      int i = now.index(left, row);
      int from = before.index(left + shiftX, row + shiftY);
      sum += difference(i, from, across, down);
    }
    return sum / cells;
  }

  /** The sum of the absolute differences of luma along one row of the window. */
  private float difference(int i, int from, float across, float down) {
    float[] luma = now.luma;
    float[] old = before.luma;
    int count = right - left;
    float both = across * down;
    float topRight = across - both;
    float lowLeft = down - both;
    float topLeft = 1 - across - lowLeft;
    int low = from + before.stride;
    float sum = 0;
    for (int k = 0; k < count; k++) {
      float was =
          topLeft * old[from + k]
              + topRight * old[from + k + 1]
              + lowLeft * old[low + k]
              + both * old[low + k + 1];
      sum += Math.abs(luma[i + k] - was);
    }
    return sum;
  }

  /**
   * How much each cell of a square differs from where a vector says it was, in luma and colour, in
   * 255ths; less what an inexact vector explains.
   *
   * @param block the block whose vector is meant
   * @param column the square's first column, at most one cell outside the block, as is its last
   * @param row the first row, likewise
   * @param side cells along a side of the square
   * @param target {@code side * side} values, row-major
   */
  void differences(int block, int column, int row, int side, float[] target) {
    int shiftX = Math.floorDiv(x[block], UNITS);
    int shiftY = Math.floorDiv(y[block], UNITS);
    float across = (float) (x[block] - UNITS * shiftX) / UNITS;
    float down = (float) (y[block] - UNITS * shiftY) / UNITS;
    float both = across * down;
    boolean moved = x[block] != 0 || y[block] != 0;
    for (int j = 0, k = 0; j < side; j++) {
      int i = now.index(column, row + j);
      int from = before.index(column + shiftX, row + j + shiftY);
      for (int end = k + side; k < end; k++, i++, from++) {
        float luma = change(now.luma[i], before.luma, from, across, down, both);
        float red = change(now.red[i], before.red, from, across, down, both);
        float blue = change(now.blue[i], before.blue, from, across, down, both);
        float difference = 0.5f * luma + 0.25f * (red + blue);
        target[k] = moved ? Math.max(0, difference - INEXACT * steepness(i)) : difference;
      }
    }
  }

  /** The differences of luma between the neighbours of a cell, across and down. */
  private float steepness(int i) {
    float[] luma = now.luma;
    return Math.abs(luma[i + 1] - luma[i - 1])
        + Math.abs(luma[i + now.stride] - luma[i - now.stride]);
  }

  private float change(float is, float[] old, int i, float across, float down, float both) {
    float was =
        (1 - across - down + both) * old[i]
            + (across - both) * old[i + 1]
            + (down - both) * old[i + before.stride]
            + both * old[i + before.stride + 1];
    return Math.abs(is - was);
  }
}
