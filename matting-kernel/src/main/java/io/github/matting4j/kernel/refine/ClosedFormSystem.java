package io.github.matting4j.kernel.refine;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import java.util.function.DoublePredicate;

/**
 * Closed-form matting of the unknown pixels of a part of a photo, in memory: L α = 0 for unknown
 * pixels, where all others have their given alphas. Solved by conjugate gradients; a step of the
 * preconditioner is a Gauss-Seidel sweep, if requested a correction from the {@link ColourGrid},
 * and a sweep the other way.
 *
 * <p>One thread, sums in a fixed order in double: the same input gives the same bits. Memory: about
 * {@value #BYTES_PER_PIXEL} bytes per unknown pixel. Not thread-safe.
 */
final class ClosedFormSystem {
  static final int BYTES_PER_PIXEL = 200;

  private static final int MARGIN = BandLayout.REACH;

  private final Part part;
  private final ArgbImage photo;
  private final BandLayout layout;
  private final int[] rgb;
  private final MattingStencil stencil;
  private final double priorWeight;

  /** A rectangle of a photo. */
  record Part(int left, int top, int right, int bottom) {}

  /**
   * How far a solution came.
   *
   * @param iterations steps of conjugate gradients
   * @param residual Euclidean length of what is left of L α in unknown pixels
   */
  record Progress(int iterations, double residual) {}

  /**
   * @param unknown the pixels of the whole photo that are to be solved; those outside the part stay
   *     as they are
   * @param epsilon of the windows' colours, see {@link MattingStencil}
   * @param priorWeight how much an unknown pixel is drawn to its prior; 0 for not at all
   */
  ClosedFormSystem(
      ArgbImage photo, Part part, BitRows unknown, double epsilon, double priorWeight) {
    this.photo = photo;
    this.part = part;
    this.priorWeight = priorWeight;
    int width = part.right - part.left + 2 * MARGIN;
    int height = part.bottom - part.top + 2 * MARGIN;
    BitRows solved = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      int row = part.top + y - MARGIN;
      if (row >= part.top && row < part.bottom) {
        copy(unknown, row, y, solved);
      }
    }
    BandLayout.Windows windows =
        new BandLayout.Windows(
            1 - part.left + MARGIN,
            1 - part.top + MARGIN,
            photo.width() - 1 - part.left + MARGIN,
            photo.height() - 1 - part.top + MARGIN);
    layout = new BandLayout(solved, windows);
    rgb = new int[layout.size()];
    int[] line = new int[photo.width()];
    gather((row, column, at) -> rgb[at] = line[column], row -> photo.readRow(row, line, 0));
    stencil = new MattingStencil(layout, rgb, epsilon, priorWeight);
  }

  private void copy(BitRows unknown, int row, int y, BitRows solved) {
    int x = unknown.next(part.left, row, true);
    while (x < part.right) {
      int end = Math.min(part.right, unknown.next(x, row, false));
      for (int i = x; i < end; i++) {
        solved.set(i - part.left + MARGIN, y);
      }
      x = end < part.right ? unknown.next(end, row, true) : part.right;
    }
  }

  private interface Visit {
    void pixel(int row, int column, int at);
  }

  private interface RowStart {
    void row(int row);
  }

  /** Visits the stored pixels inside the photo. */
  private void gather(Visit visit, RowStart start) {
    BandLayout.Runs stored = layout.stored();
    int last = -1;
    for (int r = 0; r < stored.count(); r++) {
      int row = part.top + stored.y()[r] - MARGIN;
      if (row < 0 || row >= photo.height()) {
        continue;
      }
      if (row != last) {
        start.row(row);
        last = row;
      }
      for (int k = 0; k < stored.length()[r]; k++) {
        int column = part.left + stored.x()[r] + k - MARGIN;
        if (column >= 0 && column < photo.width()) {
          visit.pixel(row, column, stored.first()[r] + k);
        }
      }
    }
  }

  /** The alphas of the stored pixels. */
  private double[] read(float[] alpha) {
    double[] values = new double[layout.size()];
    int width = photo.width();
    gather((row, column, at) -> values[at] = alpha[row * width + column], row -> {});
    return values;
  }

  /**
   * The squared length of the right-hand side, with which residuals are compared: the residual of
   * an alpha of 0 in all unknown pixels.
   */
  double scale(float[] alpha, float[] prior) {
    double[] x = read(alpha);
    stencil.clear(x);
    double[] rest = rest(x, prior);
    return stencil.dot(rest, rest);
  }

  /** The squared length of the residual. */
  double residual(float[] alpha, float[] prior) {
    double[] x = read(alpha);
    double[] rest = rest(x, prior);
    return stencil.dot(rest, rest);
  }

  private double[] rest(double[] x, float[] prior) {
    double[] rest = new double[x.length];
    stencil.multiply(x, rest);
    for (int i = 0; i < rest.length; i++) {
      rest[i] = -rest[i];
    }
    if (priorWeight > 0) {
      stencil.add(priorWeight, read(prior), rest); // the weight is in L too
    }
    return rest;
  }

  /**
   * Solves in place; alphas are not clipped.
   *
   * @param alpha of the whole photo, row-major: known alphas and the initial guess
   * @param prior of the whole photo; unused without a weight
   * @param tolerance the residual that is good enough, absolute
   * @param multigrid whether the preconditioner has a correction from the {@link ColourGrid}
   * @param mayContinue asked before every step with the residual so far
   */
  Progress solve(
      float[] alpha,
      float[] prior,
      double tolerance,
      int maxIterations,
      boolean multigrid,
      DoublePredicate mayContinue) {
    double[] x = read(alpha);
    double[] r = rest(x, prior);
    double residual = Math.sqrt(stencil.dot(r, r));
    if (residual <= tolerance || maxIterations == 0 || !mayContinue.test(residual)) {
      return new Progress(0, residual);
    }
    Correction correction =
        multigrid ? new ColourTransfer(layout, rgb, stencil)::correct : (rest, z) -> {};
    double[] z = new double[x.length];
    double[] p = new double[x.length];
    double[] q = new double[x.length];
    double[] scratch = new double[x.length];
    precondition(correction, r, p, scratch);
    int iterations = 0;
    while (true) {
      stencil.multiply(p, q);
      double norm = stencil.dot(p, q);
      if (!(norm > 0)) {
        break; // r is 0 to rounding
      }
      double step = stencil.dot(p, r) / norm;
      stencil.add(step, p, x);
      stencil.add(-step, q, r);
      iterations++;
      residual = Math.sqrt(stencil.dot(r, r));
      if (residual <= tolerance || iterations >= maxIterations || !mayContinue.test(residual)) {
        break;
      }
      precondition(correction, r, z, scratch);
      // flexible: the preconditioner is not quite the same at every step
      stencil.combine(z, -stencil.dot(z, q) / norm, p);
    }
    write(x, alpha);
    return new Progress(iterations, residual);
  }

  /** Adds to the second vector an approximate solution for the first as the right-hand side. */
  @FunctionalInterface
  private interface Correction {
    void add(double[] rest, double[] solution);
  }

  private void precondition(Correction correction, double[] r, double[] z, double[] scratch) {
    stencil.clear(z);
    stencil.sweepDown(r, z, scratch);
    correction.add(scratch, z);
    stencil.sweepUp(r, z, scratch);
  }

  private void write(double[] x, float[] alpha) {
    BandLayout.Runs unknown = layout.unknown();
    for (int r = 0; r < unknown.count(); r++) {
      int to = (part.top + unknown.y()[r] - MARGIN) * photo.width();
      to += part.left + unknown.x()[r] - MARGIN;
      for (int k = 0; k < unknown.length()[r]; k++) {
        alpha[to + k] = (float) x[unknown.first()[r] + k];
      }
    }
  }
}
