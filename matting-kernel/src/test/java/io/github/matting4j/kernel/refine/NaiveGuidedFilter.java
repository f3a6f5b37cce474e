package io.github.matting4j.kernel.refine;

/** The guided filter straight from the formula, in double. */
final class NaiveGuidedFilter {
  private NaiveGuidedFilter() {}

  static double[] apply(
      int width, int height, int radius, double epsilon, int[] rgb, float[] alpha) {
    double[][] fits = new double[width * height][];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        fits[y * width + x] = fit(width, height, radius, epsilon, rgb, alpha, x, y);
      }
    }
    double[] result = new double[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        int count = 0;
        double[] colour = colour(rgb[y * width + x]);
        for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
          for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
            double[] f = fits[v * width + u];
            sum += f[0] * colour[0] + f[1] * colour[1] + f[2] * colour[2] + f[3];
            count++;
          }
        }
        result[y * width + x] = Math.max(0, Math.min(1, sum / count));
      }
    }
    return result;
  }

  private static double[] colour(int p) {
    return new double[] {(p >> 16 & 255) / 255.0, (p >> 8 & 255) / 255.0, (p & 255) / 255.0};
  }

  private static double[] fit(
      int width, int height, int radius, double epsilon, int[] rgb, float[] alpha, int x, int y) {
    double[] mean = new double[3];
    double[][] matrix = new double[3][4]; // covariance, then the right-hand side
    double meanAlpha = 0;
    int count = 0;
    for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
      for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
        double[] c = colour(rgb[v * width + u]);
        double a = alpha[v * width + u];
        meanAlpha += a;
        count++;
        for (int i = 0; i < 3; i++) {
          mean[i] += c[i];
          matrix[i][3] += c[i] * a;
          for (int j = 0; j < 3; j++) {
            matrix[i][j] += c[i] * c[j];
          }
        }
      }
    }
    meanAlpha /= count;
    for (int i = 0; i < 3; i++) {
      mean[i] /= count;
    }
    for (int i = 0; i < 3; i++) {
      matrix[i][3] = matrix[i][3] / count - mean[i] * meanAlpha;
      for (int j = 0; j < 3; j++) {
        matrix[i][j] = matrix[i][j] / count - mean[i] * mean[j] + (i == j ? epsilon : 0);
      }
    }
    double[] a = solve(matrix);
    double b = meanAlpha - a[0] * mean[0] - a[1] * mean[1] - a[2] * mean[2];
    return new double[] {a[0], a[1], a[2], b};
  }

  private static double[] solve(double[][] m) {
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        if (k != i) {
          double f = m[k][i] / m[i][i];
          for (int j = i; j < 4; j++) {
            m[k][j] -= f * m[i][j];
          }
        }
      }
    }
    return new double[] {m[0][3] / m[0][0], m[1][3] / m[1][1], m[2][3] / m[2][2]};
  }
}
