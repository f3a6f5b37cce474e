package io.github.matting4j.kernel.analysis;

import java.util.Arrays;

/**
 * A set of pixels as runs along the rows, numbered from the top left: values of its pixels can be
 * stored in arrays of exactly that length.
 *
 * <p>Immutable.
 */
public final class PixelRuns {
  private final int[] rowStart;
  private final int[] first;
  private final int[] end;
  private final int[] base;
  private final int size;

  public PixelRuns(BitRows pixels) {
    int height = pixels.height();
    this.rowStart = new int[height + 1];
    int[] firsts = new int[Math.max(16, height)];
    int[] ends = new int[firsts.length];
    int[] bases = new int[firsts.length];
    int run = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      int x = pixels.next(0, y, true);
      while (x < pixels.width()) {
        if (run == firsts.length) {
          firsts = Arrays.copyOf(firsts, 2 * run);
          ends = Arrays.copyOf(ends, 2 * run);
          bases = Arrays.copyOf(bases, 2 * run);
        }
        firsts[run] = x;
        ends[run] = pixels.next(x, y, false);
        bases[run] = count - x;
        count += ends[run] - x;
        x = pixels.next(ends[run], y, true);
        run++;
      }
      rowStart[y + 1] = run;
    }
    this.first = Arrays.copyOf(firsts, run);
    this.end = Arrays.copyOf(ends, run);
    this.base = Arrays.copyOf(bases, run);
    this.size = count;
  }

  /** Pixels of the set. */
  public int size() {
    return size;
  }

  /** Runs of all rows. */
  public int runs() {
    return first.length;
  }

  /** The first run of row {@code y}; that of the row after the last is the number of runs. */
  public int rowStart(int y) {
    return rowStart[y];
  }

  public int first(int run) {
    return first[run];
  }

  public int end(int run) {
    return end[run];
  }

  /** What added to a column of the run gives the pixel's number. */
  public int base(int run) {
    return base[run];
  }

  /** The number of a pixel, or -1 if it is not in the set. */
  public int number(int x, int y) {
    int low = rowStart[y];
    int high = rowStart[y + 1] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (x < first[middle]) {
        high = middle - 1;
      } else if (x >= end[middle]) {
        low = middle + 1;
      } else {
        return base[middle] + x;
      }
    }
    return -1;
  }
}
