package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * Means over square windows of a plane, of side {@code 2 radius + 1}; at the borders, over the
 * samples inside the plane. Running sums in double, so the cost does not depend on the radius; a
 * plane of one value that is a whole number stays that value exactly.
 *
 * <p>Reusable for planes of one size. Not thread-safe.
 */
public final class BoxMean {
  private final int width;
  private final int height;
  private final int radius;
  private final double[] columns;

  public BoxMean(int width, int height, int radius) {
    this.width = width;
    this.height = height;
    this.radius = radius;
    this.columns = new double[width];
  }

  /** Writes the means of {@code plane} to {@code target}, another array. */
  public void apply(float[] plane, float[] target) {
    Arrays.fill(columns, 0);
    for (int y = 0; y < Math.min(radius, height); y++) {
      add(plane, y, 1);
    }
    for (int y = 0; y < height; y++) {
      boolean enters = y + radius < height;
      boolean leaves = y - radius > 0;
      if (enters && leaves) {
        move(plane, y + radius, y - radius - 1);
      } else if (enters) {
        add(plane, y + radius, 1);
      } else if (leaves) {
        add(plane, y - radius - 1, -1);
      }
      int rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
      if (radius == 2 && width > 4) {
        across(rows, 0, 2, target, y * width);
        acrossFive(rows, target, y * width);
        across(rows, width - 2, width, target, y * width);
      } else {
        across(rows, 0, width, target, y * width);
      }
    }
  }

  private void move(float[] plane, int entering, int leaving) {
    double[] sums = columns;
    int in = entering * width;
    int out = leaving * width;
    for (int x = 0; x < sums.length; x++) {
      sums[x] += (double) plane[in + x] - plane[out + x];
    }
  }

  private void add(float[] plane, int y, int sign) {
    double[] sums = columns;
    for (int x = 0, i = y * width; x < sums.length; x++, i++) {
      sums[x] += sign * plane[i];
    }
  }

  /** The same as {@link #across} for windows of five whole columns, several at a time. */
  private void acrossFive(int rows, float[] target, int offset) {
    double[] sums = columns;
    double share = 1.0 / (5 * rows);
    for (int x = 2; x < sums.length - 2; x++) {
      double sum = sums[x - 2] + sums[x - 1] + sums[x] + sums[x + 1] + sums[x + 2];
      target[offset + x] = (float) (sum * share);
    }
  }

  /** The columns from {@code from} to before {@code to}, by a running sum. */
  private void across(int rows, int from, int to, float[] target, int offset) {
    double[] sums = columns;
    int last = sums.length - 1;
    double sum = 0;
    for (int x = Math.max(0, from - radius - 1); x < Math.min(from + radius, sums.length); x++) {
      sum += sums[x];
    }
    for (int x = from; x < to; x++) {
      if (x + radius <= last) {
        sum += sums[x + radius];
      }
      if (x - radius > 0) {
        sum -= sums[x - radius - 1];
      }
      int count = rows * (Math.min(last, x + radius) - Math.max(0, x - radius) + 1);
      target[offset + x] = (float) (sum / count);
    }
  }
}
