package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * One level of the multigrid preconditioner. The error of alpha that single pixels cannot correct
 * is nearly a linear function of the colour whose four numbers (one constant, three slopes) change
 * slowly over the picture. So a level has those four numbers at the nodes of a grid, bilinear
 * between them; the next level has half as many nodes a side.
 *
 * <p>The matrix of a level is PᵀLP with the interpolation P (Galerkin). Each node is coupled with
 * those at most two columns and rows away. The basis of each node is chosen so that its own 4x4
 * block is the unit matrix; what is then undetermined, such as the slopes where the picture has one
 * colour, is left out.
 *
 * <p>Not thread-safe: holds its vectors.
 */
final class ColourGrid {
  /** Numbers per node. */
  static final int DOF = 4;

  private static final int BLOCK = DOF * DOF;
  private static final int PREVIOUS = 12;

  /** Blocks of a node with itself and with the twelve that follow it in the order of rows. */
  private static final int FORWARD = 1 + PREVIOUS;

  /** At most that many nodes are solved directly. */
  private static final int DIRECT_NODES = 40;

  /**
   * Less than this share of its length outside the others' span, and a basis vector is left out.
   */
  private static final double MIN_PIVOT = 1e-9;

  /** A second cycle on the next level is left out if the first one reduced the residual so much. */
  private static final double GOOD_CYCLE = 0.0625;

  private final int columns;
  private final int rows;
  private final int[] nodes;
  private final int[] gridX;
  private final int[] gridY;
  private final int count;

  /** Until the level is finished: 13 blocks per node. */
  private double[] blocks;

  /** Rows to the unit basis and back: lower triangles G with own block G Gᵀ, and their inverse. */
  private final double[] factors;

  private final double[] inverses;
  private int[] firstPrevious = {};
  private int[] previous = {};
  private float[] couplings = {};

  private final Vectors vectors;
  private Coarser coarser = (grid, b, x) -> {};

  /** What follows the first half of a cycle. */
  @FunctionalInterface
  private interface Coarser {
    void solve(ColourGrid grid, double[] b, double[] x);
  }

  /** Vectors of a level, in the unit basis. */
  private static final class Vectors {
    private final double[] b;
    private final double[] x;
    private final double[] rest;
    private final double[] r;
    private final double[] z;
    private final double[] p;
    private final double[] q;

    Vectors(int size) {
      b = new double[size];
      x = new double[size];
      rest = new double[size];
      r = new double[size];
      z = new double[size];
      p = new double[size];
      q = new double[size];
    }
  }

  /**
   * A level without a matrix yet.
   *
   * @param active which nodes, row by row, reach a pixel to be solved
   */
  ColourGrid(int columns, int rows, boolean[] active) {
    this.columns = columns;
    this.rows = rows;
    this.nodes = new int[columns * rows];
    int found = 0;
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = active[i] ? found++ : -1;
    }
    count = found;
    gridX = new int[count];
    gridY = new int[count];
    for (int i = 0; i < nodes.length; i++) {
      if (active[i]) {
        gridX[nodes[i]] = i % columns;
        gridY[nodes[i]] = i / columns;
      }
    }
    blocks = new double[Math.multiplyExact(count, FORWARD * BLOCK)];
    factors = new double[count * BLOCK];
    inverses = new double[count * BLOCK];
    vectors = new Vectors(count * DOF);
  }

  /** The number of a node; -1 if it is outside or reaches no pixel to be solved. */
  int node(int x, int y) {
    return x < 0 || y < 0 || x >= columns || y >= rows ? -1 : nodes[y * columns + x];
  }

  /** The numbers of all nodes. */
  int size() {
    return count * DOF;
  }

  /**
   * Adds to the block of a node with one of itself and those that follow it.
   *
   * @param dx columns from the node to the other, -2..2
   * @param dy rows, 0..2
   */
  void add(int node, int dx, int dy, double factor, double[] block, int offset) {
    int to = (node * FORWARD + 5 * dy + dx) * BLOCK;
    for (int i = 0; i < BLOCK; i++) {
      blocks[to + i] += factor * block[offset + i];
    }
  }

  /** Adds the product of a column and a row of four. */
  void addProduct(
      int node, int dx, int dy, double factor, double[] column, double[] row, int offset) {
    int to = (node * FORWARD + 5 * dy + dx) * BLOCK;
    for (int i = 0; i < DOF; i++) {
      double c = factor * column[i];
      for (int j = 0; j < DOF; j++) {
        blocks[to + DOF * i + j] += c * row[offset + j];
      }
    }
  }

  /** Makes all coarser levels, when the matrix is complete. */
  void finish() {
    if (count <= DIRECT_NODES || (columns <= 3 && rows <= 3)) {
      scale();
      DenseFactor factor = new DenseFactor(dense());
      coarser = (grid, b, x) -> factor.solve(b, x);
    } else {
      ColourGrid half = halved();
      scale();
      coarser = (grid, b, x) -> grid.cycle(half, b, x);
      half.finish();
    }
    blocks = new double[0];
  }

  private ColourGrid halved() {
    int halfColumns = (columns - 1) / 2 + 2;
    int halfRows = (rows - 1) / 2 + 2;
    boolean[] active = new boolean[halfColumns * halfRows];
    for (int node = 0; node < count; node++) {
      for (int q = 0; q < 4; q++) {
        if (share(gridX[node], gridY[node], q) > 0) {
          active[(gridY[node] / 2 + (q >> 1)) * halfColumns + gridX[node] / 2 + (q & 1)] = true;
        }
      }
    }
    ColourGrid half = new ColourGrid(halfColumns, halfRows, active);
    double[] row = new double[16 * BLOCK];
    for (int node = 0; node < count; node++) {
      int left = gridX[node] / 2 - 1;
      int top = gridY[node] / 2 - 1;
      interpolatedRow(node, left, top, row);
      for (int q = 0; q < 4; q++) {
        double share = share(gridX[node], gridY[node], q);
        int x = gridX[node] / 2 + (q & 1);
        int y = gridY[node] / 2 + (q >> 1);
        for (int k = 0; k < FORWARD && share > 0; k++) {
          int dx = (k + 2) % 5 - 2;
          int dy = (k + 2) / 5;
          int column = x + dx - left;
          int line = y + dy - top;
          if (column >= 0 && column < 4 && line < 4 && half.node(x + dx, y + dy) >= 0) {
            half.add(half.node(x, y), dx, dy, share, row, (4 * line + column) * BLOCK);
          }
        }
      }
    }
    return half;
  }

  /** A node's row of the matrix times the interpolation: 4x4 blocks of coarser nodes. */
  private void interpolatedRow(int node, int left, int top, double[] row) {
    Arrays.fill(row, 0);
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        int x = gridX[node] + dx;
        int y = gridY[node] + dy;
        int other = node(x, y);
        if (other < 0) {
          continue;
        }
        boolean follows = dy > 0 || (dy == 0 && dx >= 0);
        int from = (follows ? node * FORWARD + 5 * dy + dx : other * FORWARD - 5 * dy - dx) * BLOCK;
        for (int q = 0; q < 4; q++) {
          double share = share(x, y, q);
          if (share > 0) {
            int to = (4 * (y / 2 + (q >> 1) - top) + x / 2 + (q & 1) - left) * BLOCK;
            for (int i = 0; i < DOF; i++) {
              for (int j = 0; j < DOF; j++) {
                int at = follows ? DOF * i + j : DOF * j + i;
                row[to + DOF * i + j] += share * blocks[from + at];
              }
            }
          }
        }
      }
    }
  }

  /**
   * What node {@code x, y} takes of the coarser node at its upper left, right, lower left, right.
   */
  private static double share(int x, int y, int q) {
    double across = (x & 1) == 0 ? 1 - (q & 1) : 0.5;
    double down = (y & 1) == 0 ? 1 - (q >> 1) : 0.5;
    return across * down;
  }

  /** Changes to the unit basis. */
  private void scale() {
    for (int node = 0; node < count; node++) {
      factorise(node);
    }
    firstPrevious = new int[count + 1];
    int[] found = new int[count * PREVIOUS];
    int all = 0;
    for (int node = 0; node < count; node++) {
      for (int k = PREVIOUS; k > 0; k--) {
        int other = node(gridX[node] - ((k + 2) % 5 - 2), gridY[node] - (k + 2) / 5);
        if (other >= 0) {
          found[all++] = other;
        }
      }
      firstPrevious[node + 1] = all;
    }
    previous = Arrays.copyOf(found, all);
    couplings = new float[Math.multiplyExact(all, BLOCK)];
    double[] half = new double[BLOCK];
    for (int node = 0; node < count; node++) {
      for (int p = firstPrevious[node]; p < firstPrevious[node + 1]; p++) {
        couple(node, p, half);
      }
    }
  }

  /** Writes the block of a node and a previous one in the unit basis: Tᵀ Aᵀ T'. */
  private void couple(int node, int p, double[] half) {
    int other = previous[p];
    int dx = gridX[node] - gridX[other];
    int dy = gridY[node] - gridY[other];
    int from = (other * FORWARD + 5 * dy + dx) * BLOCK;
    for (int i = 0; i < DOF; i++) {
      for (int j = 0; j < DOF; j++) {
        double sum = 0;
        for (int k = 0; k < DOF; k++) {
          sum += blocks[from + DOF * k + i] * inverses[other * BLOCK + DOF * k + j];
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

  /** Cholesky factor G of a node's own block and T = G⁻ᵀ, without what is undetermined. */
  private void factorise(int node) {
    int own = node * FORWARD * BLOCK;
    int at = node * BLOCK;
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

  private double[][] dense() {
    double[][] matrix = new double[size()][size()];
    for (int i = 0; i < size(); i++) {
      matrix[i][i] = 1;
    }
    for (int node = 0; node < count; node++) {
      for (int p = firstPrevious[node]; p < firstPrevious[node + 1]; p++) {
        for (int i = 0; i < BLOCK; i++) {
          int row = DOF * node + i / DOF;
          int column = DOF * previous[p] + i % DOF;
          matrix[row][column] = couplings[p * BLOCK + i];
          matrix[column][row] = couplings[p * BLOCK + i];
        }
      }
    }
    return matrix;
  }

  /**
   * Solves approximately.
   *
   * @param b right-hand side, four numbers per node; overwritten
   * @param x receives the solution
   */
  void solve(double[] b, double[] x) {
    for (int node = 0; node < count; node++) {
      toUnit(node, b, vectors.b);
    }
    improve();
    for (int node = 0; node < count; node++) {
      fromUnit(node, vectors.x, x);
    }
  }

  /**
   * From the vector b to the vector x: at most two steps of conjugate gradients, with one cycle
   * each (a K-cycle: Notay and Vassilevski, 2008).
   */
  private void improve() {
    double[] b = vectors.b;
    double[] x = vectors.x;
    coarser.solve(this, b, x);
    double[] p = vectors.p;
    double[] q = vectors.q;
    double[] r = vectors.r;
    double[] z = vectors.z;
    System.arraycopy(x, 0, p, 0, p.length);
    multiply(p, q);
    double norm = dot(p, q);
    if (!(norm > 0)) {
      return; // b is 0
    }
    double step = dot(p, b) / norm;
    for (int i = 0; i < x.length; i++) {
      x[i] = step * p[i];
      r[i] = b[i] - step * q[i];
    }
    if (dot(r, r) <= GOOD_CYCLE * dot(b, b)) {
      return;
    }
    coarser.solve(this, r, z);
    double back = dot(z, q) / norm;
    for (int i = 0; i < x.length; i++) {
      p[i] = z[i] - back * p[i];
    }
    multiply(p, q);
    norm = dot(p, q);
    if (norm > 0) {
      step = dot(p, r) / norm;
      for (int i = 0; i < x.length; i++) {
        x[i] += step * p[i];
      }
    }
  }

  /** A symmetric cycle: a sweep, the coarser level, a sweep the other way. */
  private void cycle(ColourGrid half, double[] b, double[] x) {
    double[] rest = vectors.rest;
    sweepDown(b, x, rest);
    double[] coarse = half.vectors.x; // raw here
    Arrays.fill(coarse, 0);
    double[] raw = new double[DOF];
    for (int node = 0; node < count; node++) {
      for (int i = 0; i < DOF; i++) {
        double sum = 0;
        for (int k = 0; k <= i; k++) {
          sum += factors[node * BLOCK + DOF * i + k] * rest[DOF * node + k];
        }
        raw[i] = sum;
      }
      for (int q = 0; q < 4; q++) {
        double share = share(gridX[node], gridY[node], q);
        if (share > 0) {
          int to = DOF * half.node(gridX[node] / 2 + (q & 1), gridY[node] / 2 + (q >> 1));
          for (int i = 0; i < DOF; i++) {
            coarse[to + i] += share * raw[i];
          }
        }
      }
    }
    half.solve(coarse, coarse);
    for (int node = 0; node < count; node++) {
      Arrays.fill(raw, 0);
      for (int q = 0; q < 4; q++) {
        double share = share(gridX[node], gridY[node], q);
        if (share > 0) {
          int from = DOF * half.node(gridX[node] / 2 + (q & 1), gridY[node] / 2 + (q >> 1));
          for (int i = 0; i < DOF; i++) {
            raw[i] += share * coarse[from + i];
          }
        }
      }
      for (int i = 0; i < DOF; i++) {
        double sum = 0;
        for (int k = i; k < DOF; k++) {
          sum += factors[node * BLOCK + DOF * k + i] * raw[k];
        }
        x[DOF * node + i] += sum;
      }
    }
    sweepUp(b, x, rest);
  }

  private void toUnit(int node, double[] raw, double[] unit) {
    int at = node * BLOCK;
    int n = DOF * node;
    for (int i = DOF - 1; i >= 0; i--) {
      double sum = 0;
      for (int k = 0; k <= i; k++) {
        sum += inverses[at + DOF * k + i] * raw[n + k];
      }
      unit[n + i] = sum;
    }
  }

  private void fromUnit(int node, double[] unit, double[] raw) {
    int at = node * BLOCK;
    int n = DOF * node;
    for (int i = 0; i < DOF; i++) {
      double sum = 0;
      for (int k = i; k < DOF; k++) {
        sum += inverses[at + DOF * i + k] * unit[n + k];
      }
      raw[n + i] = sum;
    }
  }

  private void sweepDown(double[] b, double[] x, double[] rest) {
    for (int node = 0; node < count; node++) {
      int n = DOF * node;
      double s0 = b[n];
      double s1 = b[n + 1];
      double s2 = b[n + 2];
      double s3 = b[n + 3];
      for (int p = firstPrevious[node]; p < firstPrevious[node + 1]; p++) {
        int c = p * BLOCK;
        int m = DOF * previous[p];
        double x0 = x[m];
        double x1 = x[m + 1];
        double x2 = x[m + 2];
        double x3 = x[m + 3];
        s0 -= row(c, x0, x1, x2, x3);
        s1 -= row(c + 4, x0, x1, x2, x3);
        s2 -= row(c + 8, x0, x1, x2, x3);
        s3 -= row(c + 12, x0, x1, x2, x3);
      }
      x[n] = s0;
      x[n + 1] = s1;
      x[n + 2] = s2;
      x[n + 3] = s3;
    }
    Arrays.fill(rest, 0);
    for (int node = 0; node < count; node++) {
      scatter(node, x, -1, rest);
    }
  }

  private void sweepUp(double[] b, double[] x, double[] later) {
    Arrays.fill(later, 0);
    for (int node = count - 1; node >= 0; node--) {
      int n = DOF * node;
      double s0 = b[n] - later[n];
      double s1 = b[n + 1] - later[n + 1];
      double s2 = b[n + 2] - later[n + 2];
      double s3 = b[n + 3] - later[n + 3];
      for (int p = firstPrevious[node]; p < firstPrevious[node + 1]; p++) {
        int c = p * BLOCK;
        int m = DOF * previous[p];
        double x0 = x[m];
        double x1 = x[m + 1];
        double x2 = x[m + 2];
        double x3 = x[m + 3];
        s0 -= row(c, x0, x1, x2, x3);
        s1 -= row(c + 4, x0, x1, x2, x3);
        s2 -= row(c + 8, x0, x1, x2, x3);
        s3 -= row(c + 12, x0, x1, x2, x3);
      }
      x[n] = s0;
      x[n + 1] = s1;
      x[n + 2] = s2;
      x[n + 3] = s3;
      scatter(node, x, 1, later);
    }
  }

  private double row(int c, double x0, double x1, double x2, double x3) {
    float[] a = couplings;
    return a[c] * x0 + a[c + 1] * x1 + a[c + 2] * x2 + a[c + 3] * x3;
  }

  /** Adds what a node contributes to the nodes before it. */
  private void scatter(int node, double[] x, double sign, double[] target) {
    float[] a = couplings;
    int n = DOF * node;
    double x0 = sign * x[n];
    double x1 = sign * x[n + 1];
    double x2 = sign * x[n + 2];
    double x3 = sign * x[n + 3];
    for (int p = firstPrevious[node]; p < firstPrevious[node + 1]; p++) {
      int c = p * BLOCK;
      int m = DOF * previous[p];
      target[m] += a[c] * x0 + a[c + 4] * x1 + a[c + 8] * x2 + a[c + 12] * x3;
      target[m + 1] += a[c + 1] * x0 + a[c + 5] * x1 + a[c + 9] * x2 + a[c + 13] * x3;
      target[m + 2] += a[c + 2] * x0 + a[c + 6] * x1 + a[c + 10] * x2 + a[c + 14] * x3;
      target[m + 3] += a[c + 3] * x0 + a[c + 7] * x1 + a[c + 11] * x2 + a[c + 15] * x3;
    }
  }

  private void multiply(double[] x, double[] target) {
    System.arraycopy(x, 0, target, 0, x.length);
    for (int node = 0; node < count; node++) {
      scatter(node, x, 1, target);
      int n = DOF * node;
      for (int p = firstPrevious[node]; p < firstPrevious[node + 1]; p++) {
        int c = p * BLOCK;
        int m = DOF * previous[p];
        target[n] += row(c, x[m], x[m + 1], x[m + 2], x[m + 3]);
        target[n + 1] += row(c + 4, x[m], x[m + 1], x[m + 2], x[m + 3]);
        target[n + 2] += row(c + 8, x[m], x[m + 1], x[m + 2], x[m + 3]);
        target[n + 3] += row(c + 12, x[m], x[m + 1], x[m + 2], x[m + 3]);
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
