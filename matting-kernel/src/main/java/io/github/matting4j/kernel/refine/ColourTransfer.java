package io.github.matting4j.kernel.refine;

import java.util.Arrays;

/**
 * Between the pixels to be solved and the first {@link ColourGrid}, whose nodes are {@value
 * #SPACING} pixels apart: alpha is {@code n0 + n1 red + n2 green + n3 blue} with numbers that are
 * bilinear between the nodes.
 *
 * <p>Not thread-safe: holds vectors.
 */
final class ColourTransfer {
  private static final int SPACING = 4;
  private static final int DOF = ColourGrid.DOF;

  /** A pixel and its neighbours at most two away lie between that many nodes a side. */
  private static final int NEAR = 3;

  private static final int SIDE = 2 * BandLayout.REACH + 1;

  /**
   * For a pixel at each distance after a node, and its neighbours -2..2: shares of the nodes near
   * it, from the first one that a neighbour needs.
   */
  private static final double[][][] SHARES = shares();

  private final BandLayout.Runs runs;
  private final int[] rgb;
  private final ColourGrid grid;
  private final double[] numbers;

  /** Makes all levels. */
  ColourTransfer(BandLayout layout, int[] rgb, MattingStencil stencil) {
    this.runs = layout.unknown();
    this.rgb = rgb;
    int columns = (layout.width() - 1) / SPACING + 2;
    int rows = (layout.height() - 1) / SPACING + 2;
    this.grid = new ColourGrid(columns, rows, active(columns, rows));
    build(layout, stencil);
    grid.finish();
    this.numbers = new double[grid.size()];
  }

  private static double[][][] shares() {
    double[][][] shares = new double[SPACING][SIDE][NEAR];
    for (int at = 0; at < SPACING; at++) {
      int first = Math.floorDiv(at - BandLayout.REACH, SPACING);
      for (int i = 0; i < SIDE; i++) {
        int x = at + i - BandLayout.REACH;
        int node = Math.floorDiv(x, SPACING) - first;
        double part = Math.floorMod(x, SPACING) / (double) SPACING;
        shares[at][i][node] += 1 - part;
        if (part > 0) {
          shares[at][i][node + 1] += part;
        }
      }
    }
    return shares;
  }

  private boolean[] active(int columns, int rows) {
    boolean[] active = new boolean[columns * rows];
    for (int r = 0; r < runs.count(); r++) {
      int first = runs.x()[r] / SPACING;
      int last = (runs.x()[r] + runs.length()[r] - 1 + SPACING - 1) / SPACING;
      int top = runs.y()[r] / SPACING;
      int bottom = (runs.y()[r] + SPACING - 1) / SPACING;
      Arrays.fill(active, top * columns + first, top * columns + last + 1, true);
      Arrays.fill(active, bottom * columns + first, bottom * columns + last + 1, true);
    }
    return active;
  }

  /** PᵀLP, pixel by pixel: first the pixel's row of LP, then Pᵀ. */
  private void build(BandLayout layout, MattingStencil stencil) {
    boolean[] solved = new boolean[layout.size()];
    for (int r = 0; r < runs.count(); r++) {
      Arrays.fill(solved, runs.first()[r], runs.first()[r] + runs.length()[r], true);
    }
    double[] row = new double[NEAR * NEAR * DOF];
    double[] line = new double[NEAR * DOF];
    double[] own = new double[DOF];
    double[] other = new double[DOF];
    for (int r = 0; r < runs.count(); r++) {
      int[] distances = {runs.up2()[r], runs.up1()[r], 0, runs.down1()[r], runs.down2()[r]};
      int y = runs.y()[r];
      for (int k = 0; k < runs.length()[r]; k++) {
        int pixel = runs.first()[r] + k;
        int x = runs.x()[r] + k;
        double[][] across = SHARES[x % SPACING];
        double[][] down = SHARES[y % SPACING];
        Arrays.fill(row, 0);
        for (int dy = -2; dy <= 2; dy++) {
          Arrays.fill(line, 0);
          for (int dx = -2; dx <= 2; dx++) {
            int neighbour = pixel + distances[dy + 2] + dx;
            if (solved[neighbour]) {
              boolean follows = dy > 0 || (dy == 0 && dx >= 0);
              double c =
                  follows
                      ? stencil.coefficient(pixel, dx, dy)
                      : stencil.coefficient(neighbour, -dx, -dy);
              basis(neighbour, c, other);
              spread(across[dx + 2], other, line);
            }
          }
          for (int j = 0; j < NEAR; j++) {
            double share = down[dy + 2][j];
            if (share != 0) {
              for (int i = 0; i < line.length; i++) {
                row[j * line.length + i] += share * line[i];
              }
            }
          }
        }
        basis(pixel, 1, own);
        addRow(x, y, own, row);
      }
    }
  }

  private static void spread(double[] shares, double[] values, double[] line) {
    for (int j = 0; j < NEAR; j++) {
      double share = shares[j];
      if (share != 0) {
        for (int i = 0; i < DOF; i++) {
          line[j * DOF + i] += share * values[i];
        }
      }
    }
  }

  private void addRow(int x, int y, double[] own, double[] row) {
    int left = Math.floorDiv(x - 2, SPACING);
    int top = Math.floorDiv(y - 2, SPACING);
    double[] across = SHARES[x % SPACING][2];
    double[] down = SHARES[y % SPACING][2];
    for (int from = 0; from < NEAR * NEAR; from++) {
      double share = across[from % NEAR] * down[from / NEAR];
      if (share == 0) {
        continue;
      }
      int node = grid.node(left + from % NEAR, top + from / NEAR);
      for (int to = from; to < NEAR * NEAR; to++) {
        int dx = to % NEAR - from % NEAR;
        int dy = to / NEAR - from / NEAR;
        if (grid.node(left + to % NEAR, top + to / NEAR) >= 0) {
          grid.addProduct(node, dx, dy, share, own, row, to * DOF);
        }
      }
    }
  }

  private void basis(int pixel, double factor, double[] values) {
    int p = rgb[pixel];
    values[0] = factor;
    values[1] = factor * red(p);
    values[2] = factor * green(p);
    values[3] = factor * blue(p);
  }

  private static double red(int p) {
    return (p >> 16 & 0xFF) / 255.0 - 0.5;
  }

  private static double green(int p) {
    return (p >> 8 & 0xFF) / 255.0 - 0.5;
  }

  private static double blue(int p) {
    return (p & 0xFF) / 255.0 - 0.5;
  }

  /**
   * Adds to {@code x} an approximate solution of L e = b among the alphas that the grid can have.
   */
  void correct(double[] b, double[] x) {
    Arrays.fill(numbers, 0);
    double[] left = new double[DOF];
    double[] right = new double[DOF];
    for (int r = 0; r < runs.count(); r++) {
      int end = runs.x()[r] + runs.length()[r];
      int pixel = runs.first()[r];
      for (int at = runs.x()[r]; at < end; ) {
        int cell = at / SPACING;
        int until = Math.min(end, (cell + 1) * SPACING);
        gather(b, pixel, at - cell * SPACING, until - at, left, right);
        spread(cell, runs.y()[r], left, right);
        pixel += until - at;
        at = until;
      }
    }
    grid.solve(numbers, numbers);
    for (int r = 0; r < runs.count(); r++) {
      int end = runs.x()[r] + runs.length()[r];
      int pixel = runs.first()[r];
      for (int at = runs.x()[r]; at < end; ) {
        int cell = at / SPACING;
        int until = Math.min(end, (cell + 1) * SPACING);
        mix(cell, runs.y()[r], left, right);
        interpolate(pixel, at - cell * SPACING, until - at, left, right, x);
        pixel += until - at;
        at = until;
      }
    }
  }

  private void gather(
      double[] b, int pixel, int distance, int length, double[] left, double[] right) {
    double l0 = 0;
    double l1 = 0;
    double l2 = 0;
    double l3 = 0;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int k = 0; k < length; k++) {
      double value = b[pixel + k];
      int p = rgb[pixel + k];
      double v1 = value * red(p);
      double v2 = value * green(p);
      double v3 = value * blue(p);
      double share = (distance + k) / (double) SPACING;
      s0 += value;
      s1 += v1;
      s2 += v2;
      s3 += v3;
      l0 += share * value;
      l1 += share * v1;
      l2 += share * v2;
      l3 += share * v3;
    }
    right[0] = l0;
    right[1] = l1;
    right[2] = l2;
    right[3] = l3;
    left[0] = s0 - l0;
    left[1] = s1 - l1;
    left[2] = s2 - l2;
    left[3] = s3 - l3;
  }

  private void spread(int cell, int y, double[] left, double[] right) {
    double lower = y % SPACING / (double) SPACING;
    add(grid.node(cell, y / SPACING), 1 - lower, left);
    add(grid.node(cell + 1, y / SPACING), 1 - lower, right);
    add(grid.node(cell, y / SPACING + 1), lower, left);
    add(grid.node(cell + 1, y / SPACING + 1), lower, right);
  }

  /** A node that no pixel reaches is none, and has the share 0. */
  private void add(int node, double share, double[] values) {
    if (node >= 0) {
      for (int i = 0; i < DOF; i++) {
        numbers[DOF * node + i] += share * values[i];
      }
    }
  }

  private void mix(int cell, int y, double[] left, double[] right) {
    double lower = y % SPACING / (double) SPACING;
    for (int i = 0; i < DOF; i++) {
      left[i] =
          (1 - lower) * number(grid.node(cell, y / SPACING), i)
              + lower * number(grid.node(cell, y / SPACING + 1), i);
      right[i] =
          (1 - lower) * number(grid.node(cell + 1, y / SPACING), i)
              + lower * number(grid.node(cell + 1, y / SPACING + 1), i);
    }
  }

  private double number(int node, int i) {
    return node < 0 ? 0 : numbers[DOF * node + i];
  }

  private void interpolate(
      int pixel, int distance, int length, double[] left, double[] right, double[] x) {
    for (int k = 0; k < length; k++) {
      double share = (distance + k) / (double) SPACING;
      int p = rgb[pixel + k];
      double n0 = left[0] + share * (right[0] - left[0]);
      double n1 = left[1] + share * (right[1] - left[1]);
      double n2 = left[2] + share * (right[2] - left[2]);
      double n3 = left[3] + share * (right[3] - left[3]);
      x[pixel + k] += n0 + n1 * red(p) + n2 * green(p) + n3 * blue(p);
    }
  }
}
