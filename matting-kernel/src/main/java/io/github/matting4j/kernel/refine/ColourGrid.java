package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * One level of the multigrid preconditioner. The error of alpha that single pixels cannot correct
 * is nearly a linear function of the colour whose four numbers (one constant, three slopes) change
 * slowly over the picture. So a level has those four numbers at the nodes of a grid, bilinear
 * between them; the next level has half as many nodes a side.
 *
 * <p>The matrix of a level is PᵀLP with the interpolation P (Galerkin). Each node is coupled with
 * those at most two columns and rows away. It is assembled here and solved as a {@link UnitMatrix}.
 *
 * <p>Not thread-safe: holds its vectors.
 */
final class ColourGrid {
  /** Numbers per node. */
  static final int DOF = UnitMatrix.DOF;

  private static final int BLOCK = UnitMatrix.BLOCK;
  private static final int PREVIOUS = 12;

  /** Blocks of a node with itself and with the twelve that follow it in the order of rows. */
  private static final int FORWARD = 1 + PREVIOUS;

  /** At most that many nodes are solved directly. */
  private static final int DIRECT_NODES = 40;

  /** A second cycle on the next level is left out if the first one reduced the residual so much. */
  private static final double GOOD_CYCLE = 0.0625;

  private static final UnitMatrix NO_MATRIX =
      new UnitMatrix(
          new double[0], 0, new UnitMatrix.Neighbours(new int[1], new int[0], new int[0]));

  private final int columns;
  private final int rows;
  private final int[] nodes;
  private final int[] gridX;
  private final int[] gridY;
  private final int count;

  /** Until the level is finished: 13 blocks per node. */
  private double[] blocks;

  private UnitMatrix matrix = NO_MATRIX;

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
    matrix = new UnitMatrix(blocks, FORWARD * BLOCK, neighbours());
    if (count <= DIRECT_NODES || (columns <= 3 && rows <= 3)) {
      DenseFactor factor = new DenseFactor(matrix.dense());
      coarser = (grid, b, x) -> factor.solve(b, x);
    } else {
      ColourGrid half = halved();
      coarser = (grid, b, x) -> grid.cycle(half, b, x);
      half.finish();
    }
    blocks = new double[0];
  }

  private UnitMatrix.Neighbours neighbours() {
    int[] first = new int[count + 1];
    int[] previous = new int[count * PREVIOUS];
    int[] positions = new int[count * PREVIOUS];
    int found = 0;
    for (int node = 0; node < count; node++) {
      for (int k = PREVIOUS; k > 0; k--) {
        int other = node(gridX[node] - ((k + 2) % 5 - 2), gridY[node] - (k + 2) / 5);
        if (other >= 0) {
          previous[found] = other;
          positions[found++] = (other * FORWARD + k) * BLOCK;
        }
      }
      first[node + 1] = found;
    }
    return new UnitMatrix.Neighbours(
        first, Arrays.copyOf(previous, found), Arrays.copyOf(positions, found));
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

  /**
   * Solves approximately.
   *
   * @param b right-hand side, four numbers per node; overwritten
   * @param x receives the solution
   */
  void solve(double[] b, double[] x) {
    matrix.rightSideToUnit(b, vectors.b);
    improve();
    matrix.solutionFromUnit(vectors.x, x);
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
    matrix.multiply(p, q);
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
    matrix.multiply(p, q);
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
    matrix.sweepDown(b, x, rest);
    double[] coarse = half.vectors.x; // raw here
    Arrays.fill(coarse, 0);
    double[] raw = new double[DOF];
    for (int node = 0; node < count; node++) {
      matrix.rightSideFromUnit(node, rest, raw);
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
      matrix.addSolution(node, raw, x);
    }
    matrix.sweepUp(b, x, rest);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
