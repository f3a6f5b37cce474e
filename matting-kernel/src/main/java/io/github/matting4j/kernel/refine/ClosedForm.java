package io.github.matting4j.kernel.refine;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.PixelScaler;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/**
 * Closed-form matting (Levin, Lischinski and Weiss, 2008) of the unknown pixels of a photo, with
 * 3x3 windows, solved to a given residual. All other pixels keep their alphas to the last bit and
 * are not part of the system.
 *
 * <p>If there are more unknown pixels than may be solved at once, the photo is solved at half its
 * size for a start, and then in tiles that overlap, again and again until the residual of the whole
 * is small enough.
 *
 * <p>One thread; the same input gives the same bits. Immutable and thread-safe.
 */
public final class ClosedForm {
  /** How far tiles overlap. */
  private static final int OVERLAP = 48;

  private static final int MAX_ROUNDS = 8;

  /** A start need not be exact. */
  private static final double START_RESIDUAL = 1e-4;

  /** Of the tolerance, what a tile may leave; the rest is for their seams. */
  private static final double TILE_SHARE = 0.5;

  private final Settings settings;

  /**
   * What to solve, and how exactly.
   *
   * @param epsilon the variance of colours of 0..1, times 9, below which alpha does not follow them
   * @param residual what may be left of L α in the unknown pixels, as a share of what the known
   *     pixels contribute to it
   * @param maxIterations steps of conjugate gradients for each system
   * @param maxPixels unknown pixels that may be solved at once
   * @param priorWeight how much an unknown pixel is drawn to its initial alpha; 0 for not at all
   * @param multigrid whether steps are preconditioned by multigrid: far fewer, but each system
   *     takes longer to set up, which does not pay for rough solutions of narrow bands
   */
  public record Settings(
      double epsilon,
      double residual,
      int maxIterations,
      int maxPixels,
      double priorWeight,
      boolean multigrid) {

    /** With multigrid. */
    public Settings(
        double epsilon, double residual, int maxIterations, int maxPixels, double priorWeight) {
      this(epsilon, residual, maxIterations, maxPixels, priorWeight, true);
    }
  }

  /**
   * How exactly it was solved.
   *
   * @param residual as in the settings; 0 if no known pixel is near an unknown one
   * @param iterations steps of conjugate gradients, of all systems
   * @param converged whether the residual is as small as requested
   */
  public record Outcome(double residual, int iterations, boolean converged) {}

  /** With these settings. */
  public ClosedForm(Settings settings) {
    this.settings = settings;
  }

  /**
   * Solves in place.
   *
   * @param alpha row-major: known alphas, and the initial guess in unknown pixels, which is
   *     overwritten with 0..1
   * @param mayContinue receives the share that is done, 0..1, an estimate; false ends with what is
   *     reached
   */
  public Outcome solve(
      ArgbImage photo, BitRows unknown, float[] alpha, DoublePredicate mayContinue) {
    float[] prior = settings.priorWeight > 0 ? alpha.clone() : alpha;
    Run run = new Run(photo, unknown, alpha, prior, mayContinue);
    Outcome outcome = run.solve();
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = Math.max(0f, Math.min(1f, alpha[i]));
    }
    return outcome;
  }

  /** The unknown pixels of a rectangle. */
  private static long count(BitRows unknown, ClosedFormSystem.Part part) {
    long count = 0;
    for (int y = part.top(); y < part.bottom(); y++) {
      int x = unknown.next(part.left(), y, true);
      while (x < part.right()) {
        int end = Math.min(part.right(), unknown.next(x, y, false));
        count += end - x;
        x = end < part.right() ? unknown.next(end, y, true) : end;
      }
    }
    return count;
  }

  /** One photo. */
  private final class Run {
    private final ArgbImage photo;
    private final BitRows unknown;
    private final float[] alpha;
    private final float[] prior;
    private final DoublePredicate mayContinue;
    private boolean stopped;
    private int iterations;

    Run(
        ArgbImage photo,
        BitRows unknown,
        float[] alpha,
        float[] prior,
        DoublePredicate mayContinue) {
      this.photo = photo;
      this.unknown = unknown;
      this.alpha = alpha;
      this.prior = prior;
      this.mayContinue = mayContinue;
    }

    Outcome solve() {
      ClosedFormSystem.Part whole = new ClosedFormSystem.Part(0, 0, photo.width(), photo.height());
      long count = count(unknown, whole);
      if (count == 0 || photo.width() < 3 || photo.height() < 3) { // no unknown pixel or window
        return new Outcome(0, 0, true);
      }
      return count <= settings.maxPixels ? solve(whole) : solveTiles();
    }

    private ClosedFormSystem system(ClosedFormSystem.Part part) {
      return new ClosedFormSystem(photo, part, unknown, settings.epsilon, settings.priorWeight);
    }

    private Outcome solve(ClosedFormSystem.Part whole) {
      ClosedFormSystem system = system(whole);
      double scale = Math.sqrt(system.scale(alpha, prior));
      if (scale == 0) {
        clear(); // 0 everywhere is the solution
        return new Outcome(0, 0, true);
      }
      double tolerance = settings.residual * scale;
      ClosedFormSystem.Progress progress = solve(system, tolerance, 0, 1);
      double residual = progress.residual() / scale;
      return new Outcome(residual, iterations, residual <= settings.residual);
    }

    /** Solves one system, which is a share of the work after what is done. */
    private ClosedFormSystem.Progress solve(
        ClosedFormSystem system, double tolerance, double done, double share) {
      double start = Math.max(tolerance, Math.sqrt(system.residual(alpha, prior)));
      ClosedFormSystem.Progress progress =
          system.solve(
              alpha,
              prior,
              tolerance,
              settings.maxIterations,
              settings.multigrid,
              residual -> {
                double part = Math.log(start / residual) / Math.log(start / tolerance);
                stopped |= !mayContinue.test(done + share * Math.max(0, Math.min(1, part)));
                return !stopped;
              });
      iterations += progress.iterations();
      return progress;
    }

    private Outcome solveTiles() {
      if (!startAtHalfSize()) {
        stopped = true;
      }
      List<ClosedFormSystem.Part> tiles = tiles();
      double scale = Math.sqrt(sum(tiles, system -> system.scale(alpha, prior)));
      if (scale == 0) {
        clear();
        return new Outcome(0, iterations, true);
      }
      double residual = residual(tiles, scale);
      double before = Double.POSITIVE_INFINITY;
      double tolerance = TILE_SHARE * settings.residual * scale / Math.sqrt(tiles.size());
      for (int round = 0; round < MAX_ROUNDS && !stopped; round++) {
        if (residual <= settings.residual || residual > 0.9 * before) {
          break;
        }
        for (int i = 0; i < tiles.size() && !stopped; i++) {
          double done = (round + (double) i / tiles.size()) / MAX_ROUNDS;
          ClosedFormSystem.Part wide = widened(tiles.get(i));
          solve(system(wide), tolerance, done, 1.0 / MAX_ROUNDS / tiles.size());
        }
        before = residual;
        residual = residual(tiles, scale);
      }
      return new Outcome(residual, iterations, residual <= settings.residual);
    }

    private void clear() {
      for (int y = 0; y < photo.height(); y++) {
        int x = unknown.next(0, y, true);
        while (x < photo.width()) {
          int end = unknown.next(x, y, false);
          Arrays.fill(alpha, y * photo.width() + x, y * photo.width() + end, 0f);
          x = end < photo.width() ? unknown.next(end, y, true) : end;
        }
      }
    }

    private double residual(List<ClosedFormSystem.Part> tiles, double scale) {
      return Math.sqrt(sum(tiles, system -> system.residual(alpha, prior))) / scale;
    }

    private double sum(
        List<ClosedFormSystem.Part> tiles, ToDoubleFunction<ClosedFormSystem> measure) {
      double sum = 0;
      for (ClosedFormSystem.Part tile : tiles) {
        sum += measure.applyAsDouble(system(tile));
      }
      return sum;
    }

    private List<ClosedFormSystem.Part> tiles() {
      int side = Math.max(OVERLAP, (int) Math.sqrt(settings.maxPixels) - 2 * OVERLAP);
      List<ClosedFormSystem.Part> tiles = new ArrayList<>();
      for (int top = 0; top < photo.height(); top += side) {
        for (int left = 0; left < photo.width(); left += side) {
          ClosedFormSystem.Part tile =
              new ClosedFormSystem.Part(
                  left,
                  top,
                  Math.min(photo.width(), left + side),
                  Math.min(photo.height(), top + side));
          if (count(unknown, tile) > 0) {
            tiles.add(tile);
          }
        }
      }
      return tiles;
    }

    private ClosedFormSystem.Part widened(ClosedFormSystem.Part tile) {
      return new ClosedFormSystem.Part(
          Math.max(0, tile.left() - OVERLAP),
          Math.max(0, tile.top() - OVERLAP),
          Math.min(photo.width(), tile.right() + OVERLAP),
          Math.min(photo.height(), tile.bottom() + OVERLAP));
    }

    /** Sets the unknown pixels to the solution for a photo of half the size; false if stopped. */
    private boolean startAtHalfSize() {
      int width = (photo.width() + 1) / 2;
      int height = (photo.height() + 1) / 2;
      ArgbImage half = new PixelScaler(PixelRows.of(photo), width, height).toImage();
      float[] start = halved(width, height);
      Settings rough =
          new Settings(
              settings.epsilon,
              Math.max(START_RESIDUAL, settings.residual),
              settings.maxIterations,
              settings.maxPixels,
              settings.priorWeight,
              settings.multigrid);
      boolean[] ended = {false};
      DoublePredicate goOn =
          done -> {
            ended[0] |= !mayContinue.test(0);
            return !ended[0];
          };
      iterations += new ClosedForm(rough).solve(half, unknown.halved(), start, goOn).iterations();
      AlphaResizer resizer = new AlphaResizer(width, height, photo.width(), photo.height());
      resizer.start(AlphaRows.of(FloatBuffer.wrap(start), width, width, height));
      float[] row = new float[photo.width()];
      for (int y = 0; y < photo.height(); y++) {
        resizer.read(y, row, 0);
        int x = unknown.next(0, y, true);
        while (x < row.length) {
          alpha[y * row.length + x] = row[x];
          x = x + 1 < row.length ? unknown.next(x + 1, y, true) : row.length;
        }
      }
      return !ended[0];
    }

    /** Means of 2x2 alphas. */
    private float[] halved(int width, int height) {
      float[] half = new float[width * height];
      for (int y = 0; y < height; y++) {
        int lower = Math.min(photo.height() - 1, 2 * y + 1) * photo.width();
        int upper = 2 * y * photo.width();
        for (int x = 0; x < width; x++) {
          int right = Math.min(photo.width() - 1, 2 * x + 1);
          half[y * width + x] =
              (alpha[upper + 2 * x]
                      + alpha[upper + right]
                      + alpha[lower + 2 * x]
                      + alpha[lower + right])
                  / 4;
        }
      }
      return half;
    }
  }
}
