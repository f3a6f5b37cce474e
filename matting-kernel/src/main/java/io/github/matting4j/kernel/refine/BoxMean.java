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
      if (y + radius < height) {
        add(plane, y + radius, 1);
      }
      if (y - radius > 0) {
        add(plane, y - radius - 1, -1);
      }
      int rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
      across(rows, target, y * width);
    }
  }

  private void add(float[] plane, int y, int sign) {
    double[] sums = columns;
    for (int x = 0, i = y * width; x < sums.length; x++, i++) {
      sums[x] += sign * plane[i];
    }
  }

  private void across(int rows, float[] target, int offset) {
    double[] sums = columns;
    int last = width - 1;
    double sum = 0;
    for (int x = 0; x < Math.min(radius, width); x++) {
      sum += sums[x];
    }
    for (int x = 0; x < width; x++) {
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
