package io.github.matting4j.kernel.analysis;

import io.github.matting4j.image.AlphaMatte;
import java.util.Arrays;

/**
 * Finds the connected pieces of a matte and clears tiny ones. A piece is a set of pixels of at
 * least {@link #VISIBLE} alpha, joined over sides and corners; its mass is the sum of its alphas.
 * The faint halo around a piece belongs to it: pixels reached from it through non-increasing alphas
 * below {@link #VISIBLE}.
 *
 * <p>Memory: 4 bytes per pixel for the result, 1 bit per pixel, and a few dozen bytes per run of
 * visible pixels.
 */
public final class Specks {
  /** From here on a pixel belongs to a piece: 5 %. */
  public static final float VISIBLE = 0.05f;

  private final AlphaMatte matte;
  private final PixelRuns runs;

  /** The run that stands for the piece of each run: that of a root is itself. */
  private final int[] parent;

  private final double[] mass;

  private Specks(AlphaMatte matte) {
    this.matte = matte;
    this.runs = new PixelRuns(visible(matte));
    this.parent = new int[runs.runs()];
    this.mass = new double[runs.runs()];
    Arrays.setAll(parent, i -> i);
    join();
    weigh();
  }

  /**
   * The matte's alphas without the pieces whose mass is less than {@code shareOfLargest} of the
   * largest piece's and also less than {@code shareOfPicture} of the picture's pixels.
   */
  public static AlphaMatte cleared(AlphaMatte matte, double shareOfLargest, double shareOfPicture) {
    Specks specks = new Specks(matte);
    double largest = Arrays.stream(specks.mass).max().orElse(0);
    double pixels = (double) matte.width() * matte.height();
    return specks.without(Math.min(shareOfLargest * largest, shareOfPicture * pixels));
  }

  private static BitRows visible(AlphaMatte matte) {
    BitRows bits = new BitRows(matte.width(), matte.height());
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        if (row[x] >= VISIBLE) {
          bits.set(x, y);
        }
      }
    }
    return bits;
  }

  /** Joins each run with those above that it touches. */
  private void join() {
    for (int y = 1; y < matte.height(); y++) {
      int above = runs.rowStart(y - 1);
      int end = runs.rowStart(y);
      for (int run = end; run < runs.rowStart(y + 1); run++) {
        while (above < end && runs.end(above) < runs.first(run)) {
          above++;
        }
        for (int other = above; other < end && runs.first(other) <= runs.end(run); other++) {
          parent[root(run)] = root(other);
        }
      }
    }
  }

  private int root(int run) {
    int at = run;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private void weigh() {
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int run = runs.rowStart(y); run < runs.rowStart(y + 1); run++) {
        double sum = 0;
        for (int x = runs.first(run); x < runs.end(run); x++) {
          sum += row[x];
        }
        mass[root(run)] += sum;
      }
    }
  }

  private AlphaMatte without(double minMass) {
    int width = matte.width();
    int[] edge = new int[64];
    int found = 0;
    for (int y = 0; y < matte.height(); y++) {
      for (int run = runs.rowStart(y); run < runs.rowStart(y + 1); run++) {
        if (mass[root(run)] < minMass) {
          for (int x = runs.first(run); x < runs.end(run); x++) {
            if (found == edge.length) {
              edge = Arrays.copyOf(edge, 2 * found);
            }
            edge[found++] = y * width + x;
          }
        }
      }
    }
    return found == 0 ? matte : cleared(edge, found);
  }

  /** Clears the given pixels and their halo. */
  private AlphaMatte cleared(int[] first, int count) {
    int width = matte.width();
    float[] alphas = matte.toArray();
    int[] edge = first;
    int open = count;
    while (open > 0) {
      int pixel = edge[--open];
      int x = pixel % width;
      int y = pixel / width;
      float here = matte.alpha(x, y);
      alphas[pixel] = 0f;
      for (int ny = Math.max(0, y - 1); ny <= Math.min(matte.height() - 1, y + 1); ny++) {
        for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          float there = alphas[ny * width + nx];
          if (there > 0f && there < VISIBLE && there <= here) {
            alphas[ny * width + nx] = 0f;
            if (open == edge.length) {
              edge = Arrays.copyOf(edge, 2 * open);
            }
            edge[open++] = ny * width + nx;
          }
        }
      }
    }
    return AlphaMatte.adopt(width, matte.height(), alphas);
  }
}
