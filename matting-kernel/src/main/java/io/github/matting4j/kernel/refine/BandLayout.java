package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;

/**
 * Where the values of a set of pixels are stored: the pixels that are to be solved and all that are
 * at most two columns and rows away, row by row without gaps between. In a run of pixels to be
 * solved the pixels of the two rows above and below are at constant distances.
 *
 * <p>Positions count from two columns left of and two rows above the area, so that neighbours
 * beyond the picture's border are stored too. Immutable.
 */
final class BandLayout {
  /** How far a 3x3 window lets pixels influence each other. */
  static final int REACH = 2;

  private final int width;
  private final int height;
  private final int size;
  private final int[] firstOfRow;
  private final int[] starts;
  private final int[] ends;
  private final int[] bases;
  private final Runs unknown;
  private final Runs stored;
  private final Runs centres;

  /** Runs of adjacent pixels of a row. The arrays are not copied and must not be changed. */
  static final class Runs {
    private final int[] y;
    private final int[] x;
    private final int[] first;
    private final int[] length;
    private final int[] up2;
    private final int[] up1;
    private final int[] down1;
    private final int[] down2;

    private Runs(int count) {
      y = new int[count];
      x = new int[count];
      first = new int[count];
      length = new int[count];
      up2 = new int[count];
      up1 = new int[count];
      down1 = new int[count];
      down2 = new int[count];
    }

    int count() {
      return y.length;
    }

    /** Row of each run. */
    int[] y() {
      return y;
    }

    /** First column of each run. */
    int[] x() {
      return x;
    }

    /** Index of each run's first value. */
    int[] first() {
      return first;
    }

    /** Pixels of each run. */
    int[] length() {
      return length;
    }

    /** Distance from a value to the one two rows above it. */
    int[] up2() {
      return up2;
    }

    /** Distance to the one above. */
    int[] up1() {
      return up1;
    }

    /** Distance to the one below. */
    int[] down1() {
      return down1;
    }

    /** Distance to the one two rows below. */
    int[] down2() {
      return down2;
    }
  }

  /**
   * The rectangle, ends excluded, of the centres of windows that lie inside the picture. It may lie
   * partly or wholly outside the layout.
   */
  record Windows(int left, int top, int right, int bottom) {
    BitRows within(BitRows rows) {
      BitRows kept = new BitRows(rows.width(), rows.height());
      for (int y = Math.max(0, top); y < Math.min(rows.height(), bottom); y++) {
        int end = Math.min(rows.width(), right);
        for (int x = Math.max(0, left); x < end; x++) {
          x = rows.next(x, y, true);
          if (x < end) {
            kept.set(x, y);
          }
        }
      }
      return kept;
    }
  }

  /**
   * @param solved the pixels to be solved, at positions with a margin of {@link #REACH} on each
   *     side
   * @param windows where windows may have their centres
   */
  BandLayout(BitRows solved, Windows windows) {
    width = solved.width();
    height = solved.height();
    BitRows kept = solved.grown(REACH);
    int runs = count(kept);
    firstOfRow = new int[height + 1];
    starts = new int[runs];
    ends = new int[runs];
    bases = new int[runs];
    int run = 0;
    int values = 0;
    for (int y = 0; y < height; y++) {
      firstOfRow[y] = run;
      int x = kept.next(0, y, true);
      while (x < width) {
        int end = kept.next(x, y, false);
        starts[run] = x;
        ends[run] = end;
        bases[run] = values;
        values += end - x;
        run++;
        x = end < width ? kept.next(end, y, true) : width;
      }
    }
    firstOfRow[height] = run;
    size = values;
    unknown = runs(solved, 2);
    centres = runs(windows.within(solved.grown(1)), 1);
    stored = runs(kept, 0);
  }

  private int count(BitRows rows) {
    int count = 0;
    for (int y = 0; y < height; y++) {
      int x = rows.next(0, y, true);
      while (x < width) {
        count++;
        int end = rows.next(x, y, false);
        x = end < width ? rows.next(end, y, true) : width;
      }
    }
    return count;
  }

  private Runs runs(BitRows rows, int reach) {
    int count = count(rows);
    Runs runs = new Runs(count);
    int run = 0;
    for (int y = 0; y < height; y++) {
      int x = rows.next(0, y, true);
      while (x < width) {
        int end = rows.next(x, y, false);
        int first = index(x, y);
        runs.y[run] = y;
        runs.x[run] = x;
        runs.first[run] = first;
        runs.length[run] = end - x;
        if (reach > 0) {
          runs.up1[run] = index(x, y - 1) - first;
          runs.down1[run] = index(x, y + 1) - first;
        }
        if (reach > 1) {
          runs.up2[run] = index(x, y - 2) - first;
          runs.down2[run] = index(x, y + 2) - first;
        }
        run++;
        x = end < width ? rows.next(end, y, true) : width;
      }
    }
    return runs;
  }

  /** Where the value of a stored position is. */
  private int index(int x, int y) {
    int low = firstOfRow[y];
    int high = firstOfRow[y + 1] - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= x) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (x < starts[low] || x >= ends[low]) {
      throw new IllegalStateException("position " + x + ", " + y + " is not stored");
    }
    return bases[low] + x - starts[low];
  }

  /** Columns, margins included. */
  int width() {
    return width;
  }

  /** Rows, margins included. */
  int height() {
    return height;
  }

  /** The number of values. */
  int size() {
    return size;
  }

  /** The pixels to be solved. */
  Runs unknown() {
    return unknown;
  }

  /** The centres of the windows that hold a pixel to be solved; without the rows two away. */
  Runs centres() {
    return centres;
  }

  /** All that is stored; without other rows. */
  Runs stored() {
    return stored;
  }
}
