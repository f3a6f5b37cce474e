package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;

/**
 * How far a solution is to be believed where it differs from the matte. A matte whose edge is off is
 * corrected in one direction all along that edge, and a blurred one is made steeper; where the
 * matte is right, what differs is noise and texture, of either sign and rather softer. So at each
 * place the larger of two measures counts, over the solved pixels of a window around it:
 *
 * <ul>
 *   <li>the share of the changes that do not cancel out, |Σ d| / Σ |d|
 *   <li>the correlation of the changes d with what the matte has of fine detail
 * </ul>
 *
 * Stateless.
 */
public final class CorrectionWeights {
  /** Share of changes in one direction at which they begin to count, and count in full. */
  private static final double MIN_SHARE = Double.parseDouble(System.getProperty("l1", "0.6"));

  private static final double FULL_SHARE = Double.parseDouble(System.getProperty("h1", "0.9"));

  /** The same for the correlation with fine detail. */
  private static final double MIN_CORRELATION = Double.parseDouble(System.getProperty("l2", "0.05"));

  private static final double FULL_CORRELATION = Double.parseDouble(System.getProperty("h2", "0.15"));

  static final double L3 = Double.parseDouble(System.getProperty("l3", "0.15")), H3 = Double.parseDouble(System.getProperty("h3", "0.4"));
  /** Fine detail is what the mean of 5x5 pixels lacks. */
  private static final int DETAIL = 2;

  /** The sums of a window. */
  private static final int SUMS = 6;

  private CorrectionWeights() {}

  /**
   * The weights.
   *
   * @param solved the pixels that were solved
   * @param matte 0..1, row-major, of the same size
   * @param solution the same with solved pixels
   * @param radius of the windows
   * @return 0..1 for each solved pixel, 0 elsewhere
   */
  public static float[] of(BitRows solved, float[] matte, float[] solution, int radius) {
    int width = solved.width();
    int height = solved.height();
    float[] detail = new float[matte.length];
    new BoxMean(width, height, DETAIL).apply(matte, detail);
    for (int i = 0; i < detail.length; i++) {
      detail[i] = matte[i] - detail[i];
    }
    double[] columns = new double[SUMS * width];
    float[] weights = new float[matte.length];
    for (int y = -radius; y < height; y++) {
      if (y + radius < height) {
        add(solved, matte, solution, detail, y + radius, 1, columns);
      }
      if (y - radius > 0) {
        add(solved, matte, solution, detail, y - radius - 1, -1, columns);
      }
      if (y >= 0) {
        weigh(solved, y, radius, columns, weights);
      }
    }
    return weights;
  }

  private static void add(
      BitRows solved,
      float[] matte,
      float[] solution,
      float[] detail,
      int y,
      int sign,
      double[] columns) {
    int width = solved.width();
    for (int x = solved.next(0, y, true); x < width; x++) {
      if (!solved.has(x, y)) {
        x = solved.next(x, y, true);
        if (x >= width) {
          break;
        }
      }
      int i = y * width + x;
      double change = (double) solution[i] - matte[i];
      double fine = detail[i];
      int at = SUMS * x;
      columns[at] += sign * change;
      columns[at + 1] += sign * Math.abs(change);
      columns[at + 2] += sign * change * change;
      columns[at + 3] += sign * fine * fine;
      columns[at + 4] += sign * change * fine;
      double across = (double) matte[x + 1 < width ? i + 1 : i] - matte[x > 0 ? i - 1 : i];
      double down = (double) matte[y + 1 < solved.height() ? i + width : i] - matte[y > 0 ? i - width : i];
      columns[at + 5] += sign * Math.sqrt(across * across + down * down) / 2;
    }
  }

  private static void weigh(
      BitRows solved, int y, int radius, double[] columns, float[] weights) {
    int width = solved.width();
    int x = solved.next(0, y, true);
    while (x < width) {
      int end = solved.next(x, y, false);
      double[] sums = new double[SUMS];
      for (int i = Math.max(0, x - radius); i < Math.min(width, x + radius); i++) {
        add(columns, i, 1, sums);
      }
      for (int i = x; i < end; i++) {
        if (i + radius < width) {
          add(columns, i + radius, 1, sums);
        }
        if (i > x && i - radius > 0) {
          add(columns, i - radius - 1, -1, sums);
        }
        weights[y * width + i] = (float) weight(sums);
      }
      x = end < width ? solved.next(end, y, true) : end;
    }
  }

  private static void add(double[] columns, int x, int sign, double[] sums) {
    for (int k = 0; k < SUMS; k++) {
      sums[k] += sign * columns[SUMS * x + k];
    }
  }

  private static double weight(double[] sums) {
    double share = Math.abs(sums[0]) / Math.max(Float.MIN_NORMAL, sums[1]);
    double correlation = sums[4] / Math.sqrt(Math.max(Float.MIN_NORMAL, sums[2] * sums[3]));
    double shift = Math.abs(sums[0]) / Math.max(Float.MIN_NORMAL, sums[5]);
    return Math.max(
        ramp(share, MIN_SHARE, FULL_SHARE) * ramp(shift, L3, H3), ramp(correlation, MIN_CORRELATION, FULL_CORRELATION));
  }

  private static double ramp(double value, double from, double to) {
    return Math.max(0, Math.min(1, (value - from) / (to - from)));
  }
}
