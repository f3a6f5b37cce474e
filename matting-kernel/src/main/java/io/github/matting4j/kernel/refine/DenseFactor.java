package io.github.matting4j.kernel.refine;

/**
 * The Cholesky factor of a small symmetric matrix of unit diagonal. Where the matrix is singular to
 * rounding, the unknown is left 0. Immutable.
 */
final class DenseFactor {
  private static final double MIN_PIVOT = 1e-9;

  private final double[][] lower;

  /**
   * @param matrix is overwritten with the factor
   */
  DenseFactor(double[][] matrix) {
    lower = matrix;
    for (int j = 0; j < lower.length; j++) {
      double pivot = lower[j][j];
      for (int k = 0; k < j; k++) {
        pivot -= lower[j][k] * lower[j][k];
      }
      double root = pivot > MIN_PIVOT ? Math.sqrt(pivot) : 0;
      lower[j][j] = root;
      for (int i = j + 1; i < lower.length; i++) {
        double sum = lower[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = root > 0 ? sum / root : 0;
      }
    }
  }

  /** Writes the solution for {@code b}; both may be the same. */
  void solve(double[] b, double[] x) {
    for (int i = 0; i < lower.length; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * x[k];
      }
      x[i] = lower[i][i] > 0 ? sum / lower[i][i] : 0;
    }
    for (int i = lower.length - 1; i >= 0; i--) {
      double sum = x[i];
      for (int k = i + 1; k < lower.length; k++) {
        sum -= lower[k][i] * x[k];
      }
      x[i] = lower[i][i] > 0 ? sum / lower[i][i] : 0;
    }
  }
}
