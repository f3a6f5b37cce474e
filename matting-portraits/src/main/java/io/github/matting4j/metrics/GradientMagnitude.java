package io.github.matting4j.metrics;

/**
 * Gaussian gradient magnitude with sigma 1.4: correlation with gauss(y)*dgauss(x) and its transpose
 * (9x9, L2 norm 1), border replicated, on the map stretched to 0..1 by its own extremes; a constant
 * map gives 0. The filter is separable, so it runs as two 9-tap passes in double. Stateless.
 */
final class GradientMagnitude {
  static final int HALF = 4;
  private static final double SIGMA = 1.4;
  private static final double[] SMOOTH = smooth();
  private static final double[] SLOPE = slope();

  private GradientMagnitude() {}

  /** Weight of the 9x9 x-filter at row {@code i}, column {@code j}, both 0..8. */
  static double filterX(int i, int j) {
    return SMOOTH[i] * SLOPE[j];
  }

  static float[] of(float[] values, int width, int height) {
    double[] map = stretched(values);
    double[] sloped = new double[map.length];
    double[] smoothed = new double[map.length];
    double[] padded = new double[width + 2 * HALF];
    for (int y = 0; y < height; y++) {
      pad(map, y * width, width, padded);
      for (int x = 0; x < width; x++) {
        double d = 0;
        double s = 0;
        for (int k = 0; k <= 2 * HALF; k++) {
          double v = padded[x + k];
          d += v * SLOPE[k];
          s += v * SMOOTH[k];
        }
        sloped[y * width + x] = d;
        smoothed[y * width + x] = s;
      }
    }
    return magnitudes(sloped, smoothed, width, height);
  }

  private static float[] magnitudes(double[] sloped, double[] smoothed, int width, int height) {
    float[] out = new float[sloped.length];
    int[] rows = new int[2 * HALF + 1];
    for (int y = 0; y < height; y++) {
      for (int k = -HALF; k <= HALF; k++) {
        rows[k + HALF] = Math.max(0, Math.min(height - 1, y + k)) * width;
      }
      for (int x = 0; x < width; x++) {
        double gx = 0;
        double gy = 0;
        for (int k = 0; k <= 2 * HALF; k++) {
          gx += sloped[rows[k] + x] * SMOOTH[k];
          gy += smoothed[rows[k] + x] * SLOPE[k];
        }
        out[y * width + x] = (float) Math.sqrt(gx * gx + gy * gy);
      }
    }
    return out;
  }

  private static void pad(double[] map, int row, int width, double[] padded) {
    System.arraycopy(map, row, padded, HALF, width);
    for (int k = 0; k < HALF; k++) {
      padded[k] = map[row];
      padded[HALF + width + k] = map[row + width - 1];
    }
  }

  private static double[] stretched(float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (float v : values) {
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
    double scale = max > min ? 1 / (max - min) : 0;
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (values[i] - min) * scale;
    }
    return out;
  }

  private static double gauss(int t) {
    return StrictMath.exp(-t * t / (2 * SIGMA * SIGMA)) / (SIGMA * Math.sqrt(2 * Math.PI));
  }

  private static double[] smooth() {
    double[] out = new double[2 * HALF + 1];
    for (int t = -HALF; t <= HALF; t++) {
      out[t + HALF] = gauss(t);
    }
    return unit(out);
  }

  private static double[] slope() {
    double[] out = new double[2 * HALF + 1];
    for (int t = -HALF; t <= HALF; t++) {
      out[t + HALF] = -t * gauss(t) / (SIGMA * SIGMA);
    }
    return unit(out);
  }

  /** The 2-D norm is the product of the 1-D norms, so each factor is normalised by itself. */
  private static double[] unit(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      sum += w * w;
    }
    double[] out = new double[weights.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = weights[i] / Math.sqrt(sum);
    }
    return out;
  }
}
