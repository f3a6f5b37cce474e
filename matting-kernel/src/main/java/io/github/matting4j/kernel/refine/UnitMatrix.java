package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * The symmetric matrix of a {@link ColourGrid} in the basis in which each node's own 4x4 block is
 * the unit matrix: with that block A = G Gᵀ, a right-hand side b becomes G⁻¹ b and a solution x
 * becomes Gᵀ x. What a block leaves undetermined, such as the slopes where the picture has one
 * colour, is left out: its rows and columns are zero.
 *
 * <p>Couplings are stored once, at the later of two nodes. Immutable but for a scratch of one node,
 * so not thread-safe.
 */
final class UnitMatrix {
  /** Numbers per node. */
  static final int DOF = 4;

  /** Numbers per pair of nodes. */
  static final int BLOCK = DOF * DOF;

  /**
   * Less than this share of its length outside the others' span, and a basis vector is left out.
   */
  private static final double MIN_PIVOT = 1e-9;

  private final int count;

  /** Lower triangles G. */
  private final double[] factors;

  /** Upper triangles T = G⁻ᵀ. */
  private final double[] inverses;

  private final Neighbours neighbours;
  private final float[] couplings;
  private final double[] sums = new double[DOF];

  /** Which nodes are coupled. */
  static final class Neighbours {
    private final int[] first;
    private final int[] previous;
    private final int[] blocks;

    /**
     * The nodes before each node.
     *
     * @param first index of each node's first previous node; one more at the end
     * @param previous the previous nodes of all nodes
     * @param blocks where the block of that previous node with the node begins
     */
    Neighbours(int[] first, int[] previous, int[] blocks) {
      this.first = first;
      this.previous = previous;
      this.blocks = blocks;
    }
  }

  /**
   * Changes a matrix to the unit basis.
   *
   * @param blocks 4x4 blocks, row by row; those of nodes with themselves are symmetric
   * @param stride a node's own block begins at its number times this
   */
  UnitMatrix(double[] blocks, int stride, Neighbours neighbours) {
    this.count = neighbours.first.length - 1;
    this.neighbours = neighbours;
    this.factors = new double[count * BLOCK];
    this.inverses = new double[count * BLOCK];
    for (int node = 0; node < count; node++) {
      factorise(blocks, node * stride, node * BLOCK);
      invert(node * BLOCK);
    }
    this.couplings = new float[Math.multiplyExact(neighbours.previous.length, BLOCK)];
    double[] half = new double[BLOCK];
    for (int node = 0; node < count; node++) {
      for (int p = neighbours.first[node]; p < neighbours.first[node + 1]; p++) {
        couple(blocks, node, p, half);
      }
    }
  }

  /** The Cholesky factor of a node's own block. */
  private void factorise(double[] blocks, int own, int at) {
    for (int j = 0; j < DOF; j++) {
      double pivot = blocks[own + DOF * j + j];
      double least = MIN_PIVOT * pivot;
      for (int k = 0; k < j; k++) {
        pivot -= factors[at + DOF * j + k] * factors[at + DOF * j + k];
      }
      if (!(pivot > least) || pivot < Double.MIN_NORMAL) {
        continue;
      }
      double root = Math.sqrt(pivot);
      factors[at + DOF * j + j] = root;
      for (int i = j + 1; i < DOF; i++) {
        double value = blocks[own + DOF * i + j];
        for (int k = 0; k < j; k++) {
          value -= factors[at + DOF * i + k] * factors[at + DOF * j + k];
        }
        factors[at + DOF * i + j] = value / root;
      }
    }
  }

  private void invert(int at) {
    for (int column = 0; column < DOF; column++) {
      if (factors[at + DOF * column + column] == 0) {
        continue;
      }
      for (int i = column; i >= 0; i--) {
        double pivot = factors[at + DOF * i + i];
        if (pivot != 0) {
          double sum = i == column ? 1 : 0;
          for (int k = i + 1; k <= column; k++) {
            sum -= factors[at + DOF * k + i] * inverses[at + DOF * k + column];
          }
          inverses[at + DOF * i + column] = sum / pivot;
        }
      }
    }
  }

  /** Writes the block of a node and a previous one in the unit basis: Tᵀ Aᵀ T'. */
  private void couple(double[] blocks, int node, int p, double[] half) {
    int other = neighbours.previous[p] * BLOCK;
    int from = neighbours.blocks[p];
    for (int i = 0; i < DOF; i++) {
      for (int j = 0; j < DOF; j++) {
        double sum = 0;
        for (int k = 0; k < DOF; k++) {
          sum += blocks[from + DOF * k + i] * inverses[other + DOF * k + j];
        }
        half[DOF * i + j] = sum;
      }
    }
    for (int i = 0; i < DOF; i++) {
      for (int j = 0; j < DOF; j++) {
        double sum = 0;
        for (int k = 0; k < DOF; k++) {
          sum += inverses[node * BLOCK + DOF * k + i] * half[DOF * k + j];
        }
        couplings[p * BLOCK + DOF * i + j] = (float) sum;
      }
    }
  }

  /** All of it, for a direct solution. */
  double[][] dense() {
    double[][] matrix = new double[count * DOF][count * DOF];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i][i] = 1;
    }
    for (int node = 0; node < count; node++) {
      for (int p = neighbours.first[node]; p < neighbours.first[node + 1]; p++) {
        for (int i = 0; i < BLOCK; i++) {
          int row = DOF * node + i / DOF;
          int column = DOF * neighbours.previous[p] + i % DOF;
          matrix[row][column] = couplings[p * BLOCK + i];
          matrix[column][row] = couplings[p * BLOCK + i];
        }
      }
    }
    return matrix;
  }

  /** A right-hand side in the unit basis: G⁻¹ b. Both may be the same array. */
  void rightSideToUnit(double[] b, double[] unit) {
    for (int node = 0; node < count; node++) {
      int at = node * BLOCK;
      int n = DOF * node;
      for (int i = DOF - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = 0; k <= i; k++) {
          sum += inverses[at + DOF * k + i] * b[n + k];
        }
        unit[n + i] = sum;
      }
    }
  }

  /** A solution from the unit basis: G⁻ᵀ x, of all nodes. */
  void solutionFromUnit(double[] unit, double[] x) {
    for (int node = 0; node < count; node++) {
      int at = node * BLOCK;
      int n = DOF * node;
      for (int i = 0; i < DOF; i++) {
        double sum = 0;
        for (int k = i; k < DOF; k++) {
          sum += inverses[at + DOF * i + k] * unit[n + k];
        }
        x[n + i] = sum;
      }
    }
  }

  /** A node's part of a right-hand side from the unit basis: G b. */
  void rightSideFromUnit(int node, double[] unit, double[] four) {
    for (int i = 0; i < DOF; i++) {
      double sum = 0;
      for (int k = 0; k <= i; k++) {
        sum += factors[node * BLOCK + DOF * i + k] * unit[DOF * node + k];
      }
      four[i] = sum;
    }
  }

  /** Adds a node's part of a solution, changed to the unit basis: Gᵀ x. */
  void addSolution(int node, double[] four, double[] unit) {
    for (int i = 0; i < DOF; i++) {
      double sum = 0;
      for (int k = i; k < DOF; k++) {
        sum += factors[node * BLOCK + DOF * k + i] * four[k];
      }
      unit[DOF * node + i] += sum;
    }
  }

  /**
   * A Gauss-Seidel sweep that begins with zeros.
   *
   * @param x receives the result
   * @param rest receives the residual
   */
  void sweepDown(double[] b, double[] x, double[] rest) {
    for (int node = 0; node < count; node++) {
      System.arraycopy(b, DOF * node, sums, 0, DOF);
      gather(node, x, -1);
      System.arraycopy(sums, 0, x, DOF * node, DOF);
    }
    Arrays.fill(rest, 0);
    for (int node = 0; node < count; node++) {
      scatter(node, x, -1, rest);
    }
  }

  /**
   * A Gauss-Seidel sweep from the last node to the first.
   *
   * @param x begins with it, and receives the result
   * @param later overwritten
   */
  void sweepUp(double[] b, double[] x, double[] later) {
    Arrays.fill(later, 0);
    for (int node = count - 1; node >= 0; node--) {
      int n = DOF * node;
      for (int i = 0; i < DOF; i++) {
        sums[i] = b[n + i] - later[n + i];
      }
      gather(node, x, -1);
      System.arraycopy(sums, 0, x, n, DOF);
      scatter(node, x, 1, later);
    }
  }

  /** The product of the matrix and a vector. */
  void multiply(double[] x, double[] target) {
    System.arraycopy(x, 0, target, 0, x.length);
    for (int node = 0; node < count; node++) {
      scatter(node, x, 1, target);
      System.arraycopy(target, DOF * node, sums, 0, DOF);
      gather(node, x, 1);
      System.arraycopy(sums, 0, target, DOF * node, DOF);
    }
  }

  /** Adds to the sums what the nodes before a node contribute to it. */
  private void gather(int node, double[] x, double sign) {
    float[] a = couplings;
    double s0 = sums[0];
    double s1 = sums[1];
    double s2 = sums[2];
    double s3 = sums[3];
    int end = neighbours.first[node + 1];
    for (int p = neighbours.first[node]; p < end; p++) {
      int c = p * BLOCK;
      int m = DOF * neighbours.previous[p];
      double x0 = x[m];
      double x1 = x[m + 1];
      double x2 = x[m + 2];
      double x3 = x[m + 3];
      s0 += sign * (a[c] * x0 + a[c + 1] * x1 + a[c + 2] * x2 + a[c + 3] * x3);
      s1 += sign * (a[c + 4] * x0 + a[c + 5] * x1 + a[c + 6] * x2 + a[c + 7] * x3);
      s2 += sign * (a[c + 8] * x0 + a[c + 9] * x1 + a[c + 10] * x2 + a[c + 11] * x3);
      s3 += sign * (a[c + 12] * x0 + a[c + 13] * x1 + a[c + 14] * x2 + a[c + 15] * x3);
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
  }

  /** Adds what a node contributes to the nodes before it. */
  private void scatter(int node, double[] x, double sign, double[] target) {
    float[] a = couplings;
    int n = DOF * node;
    double x0 = sign * x[n];
    double x1 = sign * x[n + 1];
    double x2 = sign * x[n + 2];
    double x3 = sign * x[n + 3];
    int end = neighbours.first[node + 1];
    for (int p = neighbours.first[node]; p < end; p++) {
      int c = p * BLOCK;
      int m = DOF * neighbours.previous[p];
      target[m] += a[c] * x0 + a[c + 4] * x1 + a[c + 8] * x2 + a[c + 12] * x3;
      target[m + 1] += a[c + 1] * x0 + a[c + 5] * x1 + a[c + 9] * x2 + a[c + 13] * x3;
      target[m + 2] += a[c + 2] * x0 + a[c + 6] * x1 + a[c + 10] * x2 + a[c + 14] * x3;
      target[m + 3] += a[c + 3] * x0 + a[c + 7] * x1 + a[c + 11] * x2 + a[c + 15] * x3;
    }
  }
}
