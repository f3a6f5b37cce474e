package io.github.matting4j.kernel.refine;

/** The matting Laplacian as the paper writes it, entry by entry, and its system solved directly. */
public final class NaiveLaplacian {
  private NaiveLaplacian() {}

  public static double[][] of(int width, int height, int[] rgb, double epsilon) {
    double[][] matrix = new double[rgb.length][rgb.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        addWindow(matrix, width, rgb, epsilon, x, y);
      }
    }
    return matrix;
  }

  /** δ_ij − (1 + (I_i − μ)ᵀ (Σ + ε/9)⁻¹ (I_j − μ)) / 9 for all i, j of a window. */
  private static void addWindow(
      double[][] matrix, int width, int[] rgb, double epsilon, int x, int y) {
    int[] pixels = new int[9];
    double[][] colours = new double[9][];
    double[] mean = new double[3];
    for (int k = 0; k < 9; k++) {
      pixels[k] = (y + k / 3 - 1) * width + x + k % 3 - 1;
      int p = rgb[pixels[k]];
      colours[k] =
          new double[] {(p >> 16 & 255) / 255.0, (p >> 8 & 255) / 255.0, (p & 255) / 255.0};
      for (int c = 0; c < 3; c++) {
        mean[c] += colours[k][c] / 9;
      }
    }
    double[][] covariance = new double[3][3];
    for (int c = 0; c < 3; c++) {
      for (int d = 0; d < 3; d++) {
        for (double[] colour : colours) {
          covariance[c][d] += (colour[c] - mean[c]) * (colour[d] - mean[d]) / 9;
        }
        covariance[c][d] += c == d ? epsilon / 9 : 0;
      }
    }
    for (int j = 0; j < 9; j++) {
      double[] difference = new double[3];
      for (int c = 0; c < 3; c++) {
        difference[c] = colours[j][c] - mean[c];
      }
      double[] solved = eliminate(covariance, difference);
      for (int i = 0; i < 9; i++) {
        double product = 0;
        for (int c = 0; c < 3; c++) {
          product += (colours[i][c] - mean[c]) * solved[c];
        }
        matrix[pixels[i]][pixels[j]] += (i == j ? 1 : 0) - (1 + product) / 9;
      }
    }
  }

  /** The minimum of αᵀ L α + λ |α − prior|² over the unknown pixels, the others being the prior. */
  public static double[] solve(
      double[][] laplacian, float[] prior, boolean[] unknown, double priorWeight) {
    int size = prior.length;
    double[][] matrix = new double[size][size];
    double[] right = new double[size];
    for (int i = 0; i < size; i++) {
      if (unknown[i]) {
        matrix[i] = laplacian[i].clone();
        matrix[i][i] += priorWeight;
        right[i] = priorWeight * prior[i];
      } else {
        matrix[i][i] = 1;
        right[i] = prior[i];
      }
    }
    return eliminate(matrix, right);
  }

  /** Gauss, with pivots. */
  private static double[] eliminate(double[][] original, double[] right) {
    int size = right.length;
    double[][] m = new double[size][];
    double[] b = right.clone();
    for (int i = 0; i < size; i++) {
      m[i] = original[i].clone();
    }
    for (int i = 0; i < size; i++) {
      int best = i;
      for (int k = i + 1; k < size; k++) {
        best = Math.abs(m[k][i]) > Math.abs(m[best][i]) ? k : best;
      }
      double[] row = m[best];
      m[best] = m[i];
      m[i] = row;
      double value = b[best];
      b[best] = b[i];
      b[i] = value;
      for (int k = 0; k < size; k++) {
        double factor = k == i ? 0 : m[k][i] / m[i][i];
        for (int j = i; factor != 0 && j < size; j++) {
          m[k][j] -= factor * m[i][j];
        }
        b[k] -= factor * b[i];
      }
    }
    for (int i = 0; i < size; i++) {
      b[i] /= m[i][i];
    }
    return b;
  }
}
