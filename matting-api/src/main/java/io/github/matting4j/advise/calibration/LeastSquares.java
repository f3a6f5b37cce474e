package io.github.matting4j.advise.calibration;

import java.util.Arrays;

/**
 * Finds x that makes Σ (row · x − 1)² least, over chosen columns; the others' x stay 0. Uses the
 * normal equations and elimination with pivots, which is accurate for a few columns of similar
 * size.
 */
final class LeastSquares {
  /** Below this part of a column's own square, what is left of it is rounding. */
  private static final double RELATIVE_TOLERANCE = 1e-9;

  private LeastSquares() {}

  /**
   * Solves for the columns whose bit is set.
   *
   * @return one value a column; NaN everywhere if the columns are not independent
   */
  static double[] solve(double[][] rows, int columns) {
    int width = rows[0].length;
    int[] used = new int[Integer.bitCount(columns)];
    for (int c = 0, n = 0; c < width; c++) {
      if ((columns >> c & 1) == 1) {
        used[n++] = c;
      }
    }
    double[] x = new double[width];
    double[][] equations = normalEquations(rows, used);
    if (!eliminate(equations)) {
      Arrays.fill(x, Double.NaN);
      return x;
    }
    for (int i = 0; i < used.length; i++) {
      x[used[i]] = equations[i][used.length] / equations[i][i];
    }
    return x;
  }

  private static double[][] normalEquations(double[][] rows, int[] used) {
    double[][] equations = new double[used.length][used.length + 1];
    for (double[] row : rows) {
      for (int i = 0; i < used.length; i++) {
        for (int j = 0; j < used.length; j++) {
          equations[i][j] += row[used[i]] * row[used[j]];
        }
        equations[i][used.length] += row[used[i]];
      }
    }
    return equations;
  }

  /** Brings the left side to a diagonal; false if that is impossible. */
  private static boolean eliminate(double[][] m) {
    int n = m.length;
    double[] before = new double[n];
    for (int i = 0; i < n; i++) {
      before[i] = m[i][i];
    }
    for (int i = 0; i < n; i++) { // the matrix is symmetric and positive: its diagonal is the pivot
      if (!(m[i][i] > RELATIVE_TOLERANCE * before[i])) {
        return false;
      }
      for (int k = 0; k < n; k++) {
        double factor = k == i ? 0 : m[k][i] / m[i][i];
        for (int j = 0; j <= n; j++) {
          m[k][j] -= factor * m[i][j];
        }
      }
    }
    return true;
  }

  static double squaredError(double[][] rows, double[] x) {
    double sum = 0;
    for (double[] row : rows) {
      double error = -1;
      for (int i = 0; i < x.length; i++) {
        error += row[i] * x[i];
      }
      sum += error * error;
    }
    return sum;
  }
}
