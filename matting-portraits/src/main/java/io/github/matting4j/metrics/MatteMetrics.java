package io.github.matting4j.metrics;

import java.util.Arrays;

/**
 * SAD, MSE, Grad and Conn of one predicted matte against the ground truth, with the definitions of
 * PaddleSeg's {@code Matting/ppmatting/metrics/metric.py}. Planes are row-major and hold {@code
 * width * height} values. Immutable.
 *
 * <p>Without a trimap every pixel counts. {@link #within(byte[])} restricts the sums to the unknown
 * area of a trimap and, as the reference does, replaces the prediction by 0 and 255 where the
 * trimap is sure.
 */
public final class MatteMetrics {
  private static final float FULL = 255f;

  private final int width;
  private final int height;
  private final float[] prediction;
  private final float[] truth;
  private final boolean[] counted;

  private MatteMetrics(
      int width, int height, float[] prediction, float[] truth, boolean[] counted) {
    this.width = width;
    this.height = height;
    this.prediction = prediction;
    this.truth = truth;
    this.counted = counted;
  }

  /**
   * Compares mattes with values 0..1, each first rounded to a whole 255th as the reference
   * evaluation does (halves to even).
   */
  public static MatteMetrics ofAlpha(int width, int height, float[] prediction, float[] truth) {
    return ofValues(width, height, rounded255(prediction), rounded255(truth));
  }

  /** Compares 8-bit mattes. */
  public static MatteMetrics ofAlpha8(int width, int height, byte[] prediction, byte[] truth) {
    return ofValues(width, height, widened(prediction), widened(truth));
  }

  /** Compares mattes with values 0..255, taken as they are: nothing is rounded. */
  public static MatteMetrics ofValues(int width, int height, float[] prediction, float[] truth) {
    requireLength("prediction", prediction.length, width, height);
    requireLength("truth", truth.length, width, height);
    boolean[] counted = new boolean[truth.length];
    Arrays.fill(counted, true);
    return new MatteMetrics(width, height, prediction.clone(), truth.clone(), counted);
  }

  /**
   * The same comparison inside a trimap.
   *
   * @param trimap 0 (background), 128 (unknown, counted) or 255 (foreground) a pixel, as bytes
   */
  public MatteMetrics within(byte[] trimap) {
    requireLength("trimap", trimap.length, width, height);
    float[] pinned = prediction.clone();
    boolean[] unknown = new boolean[trimap.length];
    for (int i = 0; i < trimap.length; i++) {
      int mark = trimap[i] & 0xFF;
      unknown[i] = mark == Trimaps.UNKNOWN;
      if (mark == Trimaps.BACKGROUND) {
        pinned[i] = 0f;
      } else if (mark == Trimaps.FOREGROUND) {
        pinned[i] = FULL;
      }
    }
    return new MatteMetrics(width, height, pinned, truth, unknown);
  }

  /** Number of pixels that count: all of them, or the trimap's unknown ones. */
  public int countedPixels() {
    int count = 0;
    for (boolean c : counted) {
      count += c ? 1 : 0;
    }
    return count;
  }

  /** Sum of absolute differences of alpha, divided by 1000. */
  public double sad() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      if (counted[i]) {
        sum += Math.abs((double) prediction[i] - truth[i]);
      }
    }
    return sum / 255 / 1000;
  }

  /** Mean squared difference of alpha over the counted pixels; 0 when none counts. */
  public double mse() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      if (counted[i]) {
        double d = ((double) prediction[i] - truth[i]) / 255;
        sum += d * d;
      }
    }
    return sum / Math.max(1, countedPixels());
  }

  /** Squared difference of Gaussian gradient magnitudes, summed and divided by 1000. */
  public double grad() {
    float[] p = GradientMagnitude.of(prediction, width, height);
    float[] g = GradientMagnitude.of(truth, width, height);
    double sum = 0;
    for (int i = 0; i < g.length; i++) {
      if (counted[i]) {
        double d = (double) g[i] - p[i];
        sum += d * d;
      }
    }
    return sum / 1000;
  }

  /** Difference of connectedness to the common body, summed and divided by 1000. */
  public double conn() {
    return Connectedness.difference(prediction, truth, counted, width, height) / 1000;
  }

  /** All four. */
  public MatteScores scores() {
    return new MatteScores(sad(), mse(), grad(), conn());
  }

  private static float[] rounded255(float[] alpha) {
    float[] out = new float[alpha.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.rint(Math.max(0f, Math.min(1f, alpha[i])) * FULL);
    }
    return out;
  }

  private static float[] widened(byte[] alpha8) {
    float[] out = new float[alpha8.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = alpha8[i] & 0xFF;
    }
    return out;
  }

  static void requireLength(String name, int length, int width, int height) {
    if (width < 1 || height < 1 || length != (long) width * height) {
      throw new IllegalArgumentException(
          name + " has " + length + " values, expected width*height = " + width + "*" + height);
    }
  }
}
