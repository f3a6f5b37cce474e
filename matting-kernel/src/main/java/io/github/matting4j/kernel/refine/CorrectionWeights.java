package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;
import java.util.Arrays;

/**
 * How far a solution is to replace the matte it was made from. A matte whose edge is off is moved
 * in one direction all along that edge, and a blurred one is made steeper; where the matte is
 * right, the solution differs by noise and texture, which are of either sign and soft. So for each
 * pixel two measures are taken of the changes d in a window around it, and the larger one counts:
 *
 * <ul>
 *   <li>for edges that are off, the share of the changes that do not cancel out, |Σ d| / Σ |d|,
 *       times how far they move the edge, |Σ d| / Σ |∇ alpha|
 *   <li>for blurred ones, the correlation of the changes with the matte's fine detail
 * </ul>
 *
 * Stateless.
 */
public final class CorrectionWeights {
  /** The share of changes in one direction at which they begin to count. */
  private static final double MIN_SHARE = 0.6;

  /** At which they count in full. */
  private static final double FULL_SHARE = 0.9;

  /** The same for how far an edge is moved, in pixels, */
  private static final double MIN_SHIFT = 0.15;

  private static final double FULL_SHIFT = 0.4;

  /** and for the correlation with fine detail. */
  private static final double MIN_CORRELATION = 0.1;

  private static final double FULL_CORRELATION = 0.25;

  /** Fine detail is what the mean of 5x5 pixels lacks. */
  private static final int DETAIL_RADIUS = 2;

  /** Smaller sums are rounding errors of running sums. */
  private static final double NOTHING = 1e-9;

  private static final int CHANGES = 0;
  private static final int SIZES = 1;
  private static final int SQUARES = 2;
  private static final int DETAILS = 3;
  private static final int PRODUCTS = 4;
  private static final int SLOPES = 5;
  private static final int SUMS = 6;

  private final BitRows solved;
  private final int width;
  private final int height;
  private final float[] matte;
  private final float[] solution;
  private final float[] smooth;

  /** For each column, the sums over the rows of the window. */
  private final double[] columns;

  private CorrectionWeights(BitRows solved, float[] matte, float[] solution) {
    this.solved = solved;
    this.width = solved.width();
    this.height = solved.height();
    this.matte = matte;
    this.solution = solution;
    this.smooth = new float[matte.length];
    new BoxMean(width, height, DETAIL_RADIUS).apply(matte, smooth);
    this.columns = new double[SUMS * width];
  }

  /**
   * The weights of a solution.
   *
   * @param solved the pixels that were solved; only they count
   * @param matte 0..1, row-major, of the same size
   * @param solution the same after solving
   * @param radius of the windows
   * @return 0..1 for each solved pixel, 0 elsewhere
   */
  public static float[] of(BitRows solved, float[] matte, float[] solution, int radius) {
    return new CorrectionWeights(solved, matte, solution).weights(radius);
  }

  private float[] weights(int radius) {
    float[] weights = new float[matte.length];
    for (int y = 0; y < Math.min(radius, height); y++) {
      addRow(y, 1);
    }
    for (int y = 0; y < height; y++) {
      if (y + radius < height) {
        addRow(y + radius, 1);
      }
      if (y - radius > 0) {
        addRow(y - radius - 1, -1);
      }
      weigh(y, radius, weights);
    }
    return weights;
  }

  private void addRow(int y, int sign) {
    int x = solved.next(0, y, true);
    while (x < width) {
      int end = solved.next(x, y, false);
      for (; x < end; x++) {
        add(x, y, sign);
      }
      x = end < width ? solved.next(end, y, true) : width;
    }
  }

  private void add(int x, int y, int sign) {
    int i = y * width + x;
    double change = (double) solution[i] - matte[i];
    double detail = (double) matte[i] - smooth[i];
    double across = (double) matte[Math.min(width - 1, x + 1) + y * width];
    across -= matte[Math.max(0, x - 1) + y * width];
    double down = (double) matte[x + Math.min(height - 1, y + 1) * width];
    down -= matte[x + Math.max(0, y - 1) * width];
    int at = SUMS * x;
    columns[at + CHANGES] += sign * change;
    columns[at + SIZES] += sign * Math.abs(change);
    columns[at + SQUARES] += sign * change * change;
    columns[at + DETAILS] += sign * detail * detail;
    columns[at + PRODUCTS] += sign * change * detail;
    columns[at + SLOPES] += sign * Math.sqrt(across * across + down * down) / 2;
  }

  private void weigh(int y, int radius, float[] weights) {
    double[] sums = new double[SUMS];
    int x = solved.next(0, y, true);
    while (x < width) {
      int end = solved.next(x, y, false);
      Arrays.fill(sums, 0);
      for (int i = Math.max(0, x - radius); i < Math.min(width, x + radius); i++) {
        addColumn(i, 1, sums);
      }
      for (int i = x; i < end; i++) {
        if (i + radius < width) {
          addColumn(i + radius, 1, sums);
        }
        if (i > x && i - radius > 0) {
          addColumn(i - radius - 1, -1, sums);
        }
        weights[y * width + i] = (float) weight(sums);
      }
      x = end < width ? solved.next(end, y, true) : width;
    }
  }

  private void addColumn(int x, int sign, double[] sums) {
    for (int k = 0; k < SUMS; k++) {
      sums[k] += sign * columns[SUMS * x + k];
    }
  }

  private static double weight(double[] sums) {
    double moved = Math.abs(sums[CHANGES]);
    double share = ramp(quotient(moved, sums[SIZES]), MIN_SHARE, FULL_SHARE);
    double shift = ramp(quotient(moved, sums[SLOPES]), MIN_SHIFT, FULL_SHIFT);
    double scale = Math.sqrt(Math.max(0, sums[SQUARES] * sums[DETAILS]));
    double steeper = ramp(quotient(sums[PRODUCTS], scale), MIN_CORRELATION, FULL_CORRELATION);
    return Math.max(share * shift, steeper);
  }

  /** What running sums leave instead of 0 is no change. */
  private static double quotient(double dividend, double divisor) {
    return divisor > NOTHING ? dividend / divisor : 0;
  }

  private static double ramp(double value, double from, double to) {
    return Math.max(0, Math.min(1, (value - from) / (to - from)));
  }
}
