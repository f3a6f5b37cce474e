package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * Sums over square windows of a plane, of side {@code 2 radius + 1}, for parts of rows; at the
 * borders, over the samples inside the plane. For few pixels of a plane; {@link BoxMean} is for
 * all.
 *
 * <p>Not thread-safe.
 */
final class RunSums {
  private final int width;
  private final int height;
  private final int radius;
  private final float[] columns;

  RunSums(int width, int height, int radius) {
    this.width = width;
    this.height = height;
    this.radius = radius;
    this.columns = new float[width];
  }

  /** Writes the sums around columns {@code first} to before {@code end} of row {@code y}. */
  void sum(float[] plane, int y, int first, int end, float[] target) {
    int from = Math.max(0, first - radius);
    int to = Math.min(width, end + radius);
    Arrays.fill(columns, from, to, 0f);
    for (int row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row++) {
      int at = row * width;
      for (int x = from; x < to; x++) {
        columns[x] += plane[at + x];
      }
    }
    for (int x = first; x < end; x++) {
      float sum = 0;
      for (int i = Math.max(0, x - radius); i <= Math.min(width - 1, x + radius); i++) {
        sum += columns[i];
      }
      target[y * width + x] = sum;
    }
  }

  /** As {@link #sum}, divided by the samples of each window. */
  void mean(float[] plane, int y, int first, int end, float[] target) {
    sum(plane, y, first, end, target);
    int rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    for (int x = first; x < end; x++) {
      int count = rows * (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1);
      target[y * width + x] /= count;
    }
  }
}
