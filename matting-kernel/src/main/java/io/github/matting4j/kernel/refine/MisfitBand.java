package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;
import java.util.Arrays;

/**
 * Where the edge of a small matte is off the edge of the photo, and how far. Around each pixel the
 * matte is fitted as a linear function of the colour; the share of its variance that is not
 * explained is small where the two edges coincide, about a fifth where they are half a pixel of the
 * matte apart, two fifths at one pixel and three quarters at two.
 *
 * <p>Only edges count whose both sides are decided nearby, so not veils, smoke or motion that is
 * blurred widely: their alpha is not to be found in the colours of a few pixels. Immutable.
 */
public final class MisfitBand {
  private static final int RADIUS = 2;
  private static final double EPSILON = 1e-4;

  /** A window with less variance of alpha has no edge. */
  private static final double MIN_VARIANCE = 4e-3;

  /** Misfits are averaged over windows at most that far away. */
  private static final int SMOOTHING = 3;

  /** Up to this misfit the matte is kept. */
  private static final double GOOD = 0.12;

  /** From this misfit on it is not used. */
  private static final double BAD = 0.28;

  /** Width of the band, in pixels of the matte: for a misfit of 0, and more for one of 1. */
  private static final double MIN_WIDTH = 1;

  private static final double MORE_WIDTH = 1;

  private static final float CLEAR = 0.1f;
  private static final float OPAQUE = 0.9f;

  private final int width;
  private final int height;
  private final float[] misfits;
  private final boolean[] edges;

  private MisfitBand(int width, int height, float[] misfits, boolean[] edges) {
    this.width = width;
    this.height = height;
    this.misfits = misfits;
    this.edges = edges;
  }

  /**
   * Compares a matte with its photo.
   *
   * @param rgb {@code 0x..RRGGBB}, the photo at the matte's size
   * @param alpha 0..1
   * @param reach how far away, in pixels of the matte, both sides of an edge must be decided
   */
  public static MisfitBand of(int width, int height, int[] rgb, float[] alpha, int reach) {
    float[] raw = new float[alpha.length];
    boolean[] edges = new boolean[alpha.length];
    float[] low = extremes(alpha, width, height, reach, -1);
    float[] high = extremes(alpha, width, height, reach, 1);
    double[] sums = new double[14];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double misfit = misfit(width, height, rgb, alpha, x, y, sums);
        int i = y * width + x;
        raw[i] = (float) misfit;
        edges[i] = misfit > 0 && -low[i] < CLEAR && high[i] > OPAQUE;
      }
    }
    return new MisfitBand(width, height, smoothed(raw, width, height), edges);
  }

  /** The largest of {@code sign} times the alpha at most {@code reach} columns and rows away. */
  private static float[] extremes(float[] alpha, int width, int height, int reach, int sign) {
    float[] across = new float[alpha.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float most = sign * alpha[y * width + x];
        int last = Math.min(width - 1, x + reach);
        for (int i = Math.max(0, x - reach); i <= last; i++) {
          most = Math.max(most, sign * alpha[y * width + i]);
        }
        across[y * width + x] = most;
      }
    }
    float[] extremes = new float[alpha.length];
    for (int y = 0; y < height; y++) {
      int last = Math.min(height - 1, y + reach);
      for (int x = 0; x < width; x++) {
        float most = across[y * width + x];
        for (int i = Math.max(0, y - reach); i <= last; i++) {
          most = Math.max(most, across[i * width + x]);
        }
        extremes[y * width + x] = most;
      }
    }
    return extremes;
  }

  /** The share of alpha's variance that is no function of the colour; 0 without an edge. */
  private static double misfit(
      int width, int height, int[] rgb, float[] alpha, int x, int y, double[] s) {
    Arrays.fill(s, 0);
    int count = 0;
    for (int j = Math.max(0, y - RADIUS); j <= Math.min(height - 1, y + RADIUS); j++) {
      for (int i = Math.max(0, x - RADIUS); i <= Math.min(width - 1, x + RADIUS); i++) {
        double a = alpha[j * width + i];
        s[0] += a;
        s[1] += a * a;
        count++;
      }
    }
    double mean = s[0] / count;
    double variance = s[1] / count - mean * mean;
    if (variance < MIN_VARIANCE) {
      return 0;
    }
    for (int j = Math.max(0, y - RADIUS); j <= Math.min(height - 1, y + RADIUS); j++) {
      for (int i = Math.max(0, x - RADIUS); i <= Math.min(width - 1, x + RADIUS); i++) {
        int p = rgb[j * width + i];
        double r = (p >> 16 & 0xFF) / 255.0;
        double g = (p >> 8 & 0xFF) / 255.0;
        double b = (p & 0xFF) / 255.0;
        double a = alpha[j * width + i] - mean;
        s[2] += r;
        s[3] += g;
        s[4] += b;
        s[5] += r * r;
        s[6] += r * g;
        s[7] += r * b;
        s[8] += g * g;
        s[9] += g * b;
        s[10] += b * b;
        s[11] += r * a;
        s[12] += g * a;
        s[13] += b * a;
      }
    }
    double red = s[2] / count;
    double green = s[3] / count;
    double blue = s[4] / count;
    double rr = s[5] / count - red * red + EPSILON;
    double rg = s[6] / count - red * green;
    double rb = s[7] / count - red * blue;
    double gg = s[8] / count - green * green + EPSILON;
    double gb = s[9] / count - green * blue;
    double bb = s[10] / count - blue * blue + EPSILON;
    double u = s[11] / count;
    double v = s[12] / count;
    double w = s[13] / count;
    // inverse of the symmetric 3x3 matrix by cofactors
    double c0 = gg * bb - gb * gb;
    double c1 = gb * rb - rg * bb;
    double c2 = rg * gb - gg * rb;
    double det = rr * c0 + rg * c1 + rb * c2;
    double a0 = c0 * u + c1 * v + c2 * w;
    double a1 = c1 * u + (rr * bb - rb * rb) * v + (rb * rg - rr * gb) * w;
    double a2 = c2 * u + (rb * rg - rr * gb) * v + (rr * gg - rg * rg) * w;
    double explained = (a0 * u + a1 * v + a2 * w) / det;
    return Math.max(Float.MIN_NORMAL, 1 - explained / variance);
  }

  /** Means of the windows that have an edge. */
  private static float[] smoothed(float[] raw, int width, int height) {
    float[] smoothed = new float[raw.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        int count = 0;
        for (int j = Math.max(0, y - SMOOTHING); j <= Math.min(height - 1, y + SMOOTHING); j++) {
          for (int i = Math.max(0, x - SMOOTHING); i <= Math.min(width - 1, x + SMOOTHING); i++) {
            if (raw[j * width + i] > 0) {
              sum += raw[j * width + i];
              count++;
            }
          }
        }
        smoothed[y * width + x] = count == 0 ? 0f : (float) (sum / count);
      }
    }
    return smoothed;
  }

  /** For each pixel of the matte, how much a solution is to replace it: 0..1. */
  public float[] weights() {
    float[] weights = new float[misfits.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.max(0, Math.min(1, (misfits[i] - GOOD) / (BAD - GOOD)));
    }
    return weights;
  }

  /**
   * The pixels of a larger picture that are to be solved: as far around each edge that is off as
   * its misfit says.
   */
  public BitRows unknown(int columns, int rows) {
    BitRows unknown = new BitRows(columns, rows);
    double across = (double) columns / width;
    double down = (double) rows / height;
    for (int i = 0; i < misfits.length; i++) {
      if (edges[i] && misfits[i] > GOOD) {
        double reach = MIN_WIDTH + MORE_WIDTH * misfits[i];
        double x = i % width + 0.5;
        double y = Math.floorDiv(i, width) + 0.5;
        int left = Math.max(0, (int) ((x - reach) * across));
        int right = Math.min(columns - 1, (int) ((x + reach) * across));
        int bottom = Math.min(rows - 1, (int) ((y + reach) * down));
        for (int row = Math.max(0, (int) ((y - reach) * down)); row <= bottom; row++) {
          unknown.set(left, right + 1, row);
        }
      }
    }
    return unknown;
  }
}
