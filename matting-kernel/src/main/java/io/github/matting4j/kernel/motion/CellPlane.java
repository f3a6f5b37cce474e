package io.github.matting4j.kernel.motion;

/** Sums and minima over squares of cells. */
final class CellPlane {
  private CellPlane() {}

  /** The sums over the square with this radius around every cell, cut off at the edges. */
  static float[] sums(float[] plane, int width, int height, int radius) {
    float[] across = new float[plane.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int k = -radius; k <= radius; k++) {
        int first = row + Math.max(0, -k);
        int end = row + Math.min(width, width - k);
        for (int i = first; i < end; i++) {
          across[i] += plane[i + k];
        }
      }
    }
    float[] sums = new float[plane.length];
    for (int y = 0; y < height; y++) {
      int end = (y + 1) * width;
      for (int k = Math.max(0, y - radius) - y; k <= Math.min(height - 1, y + radius) - y; k++) {
        int from = k * width;
        for (int i = y * width; i < end; i++) {
          sums[i] += across[i + from];
        }
      }
    }
    return sums;
  }

  /** The least value of the 3x3 around every cell. */
  static float[] minima(float[] plane, int width, int height) {
    float[] across = plane.clone();
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int i = row + 1; i < row + width; i++) {
        across[i] = Math.min(across[i], plane[i - 1]);
        across[i - 1] = Math.min(across[i - 1], plane[i]);
      }
    }
    float[] minima = across.clone();
    for (int i = width; i < plane.length; i++) {
      minima[i] = Math.min(minima[i], across[i - width]);
      minima[i - width] = Math.min(minima[i - width], across[i]);
    }
    return minima;
  }
}
