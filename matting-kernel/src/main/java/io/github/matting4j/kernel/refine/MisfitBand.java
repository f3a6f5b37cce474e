package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;

/**
 * Where the edge of a small matte may be off the edge of the photo, and how far. Around each pixel
 * the matte is fitted as a linear function of the colour; the share of its variance that is not
 * explained is small where the two edges coincide, about a fifth where they are half a pixel of the
 * matte apart, two fifths at one pixel and three quarters at two.
 *
 * <p>Only edges count whose both sides are decided nearby, so not veils, smoke or motion that is
 * blurred widely: their alpha is not to be found in the colours of a few pixels. Immutable.
 */
public final class MisfitBand {
  /** A window with less variance of alpha has no edge. */
  private static final float MIN_VARIANCE = 4e-3f;

  /** Misfits are averaged over windows at most that far away. */
  private static final int SMOOTHING = 3;

  /** Up to this misfit the matte is kept. */
  private static final double GOOD = Double.parseDouble(System.getProperty("good", "0.09"));

  /** Width of the band, in pixels of the matte: for a misfit of 0, and more for one of 1. */
  private static final double MIN_WIDTH = Double.parseDouble(System.getProperty("minw", "0.5"));

  private static final double MORE_WIDTH = Double.parseDouble(System.getProperty("morew", "1"));

  private static final float CLEAR = 0.1f;
  private static final float OPAQUE = 0.9f;

  private final int width;
  private final int height;
  private final float[] misfits;

  private MisfitBand(int width, int height, float[] misfits) {
    this.width = width;
    this.height = height;
    this.misfits = misfits;
  }

  /**
   * Compares a matte with its photo.
   *
   * @param filter has the photo at the matte's size as its guide
   * @param alpha 0..1
   * @param reach how far away, in pixels of the matte, both sides of an edge must be decided; 0..63
   */
  public static MisfitBand of(
      GuidedFilter filter, int width, int height, float[] alpha, int reach) {
    float[] misfits = new float[alpha.length];
    filter.misfits(alpha, MIN_VARIANCE, misfits);
    BitRows clear = new BitRows(width, height);
    BitRows opaque = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float a = alpha[y * width + x];
        if (a < CLEAR) {
          clear.set(x, y);
        } else if (a > OPAQUE) {
          opaque.set(x, y);
        }
      }
    }
    BitRows nearClear = clear.grown(reach);
    BitRows nearOpaque = opaque.grown(reach);
    float[] means = smoothed(misfits, width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        boolean edge = misfits[i] > 0 && nearClear.has(x, y) && nearOpaque.has(x, y);
        misfits[i] = edge ? means[i] : 0f;
      }
    }
    return new MisfitBand(width, height, misfits);
  }

  /** Means over the windows that have an edge. */
  private static float[] smoothed(float[] misfits, int width, int height) {
    BoxMean box = new BoxMean(width, height, SMOOTHING);
    float[] edges = new float[misfits.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = misfits[i] > 0 ? 1f : 0f;
    }
    float[] sums = new float[misfits.length];
    box.apply(misfits, sums);
    float[] counts = new float[misfits.length];
    box.apply(edges, counts);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 0f;
    }
    return sums;
  }

  /**
   * The pixels of a picture of this or another size that are to be solved: as far around each edge
   * that is off as its misfit says.
   */
  public BitRows unknown(int columns, int rows) {
    BitRows unknown = new BitRows(columns, rows);
    double across = (double) columns / width;
    double down = (double) rows / height;
    for (int i = 0; i < misfits.length; i++) {
      if (misfits[i] > GOOD) {
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
