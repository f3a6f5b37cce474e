package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;

/**
 * Where the edge of a small matte may be off the edge of the photo, and how far. Around each pixel
 * the matte is fitted as a linear function of the colour; the share of its variance that is not
 * explained is small where the two edges coincide, about a fifth where they are half a pixel of the
 * matte apart, two fifths at one pixel and three quarters at two.
 *
 * <p>Only edges count whose both sides are decided nearby, so not veils, smoke or motion that is
 * blurred widely: their alpha is not to be found in the colours of a few pixels. Stateless.
 */
public final class MisfitBand {
  /** A window with less variance of alpha has no edge. */
  private static final float MIN_VARIANCE = 4e-3f;

  /** Misfits are averaged over windows at most that far away. */
  private static final int SMOOTHING = 3;

  /** Up to this misfit the matte is not solved. */
  private static final double GOOD = 0.09;

  /** Reach of the band, in pixels: for a misfit of 0, and more for one of 1. */
  private static final double MIN_REACH = 0.5;

  private static final double MORE_REACH = 1;

  private static final float CLEAR = 0.1f;
  private static final float OPAQUE = 0.9f;

  private MisfitBand() {}

  /**
   * The pixels of a matte that are to be solved: as far around each edge that may be off as its
   * misfit says.
   *
   * @param filter has the photo at the matte's size as its guide; is left without a fit
   * @param alpha 0..1
   * @param reach how far away, in pixels, both sides of an edge must be decided; 0..63
   */
  public static BitRows of(GuidedFilter filter, int width, int height, float[] alpha, int reach) {
    float[] raw = new float[alpha.length];
    filter.misfits(alpha, MIN_VARIANCE, raw);
    float[] misfits = smoothed(raw, width, height);
    BitRows nearBackground = decided(alpha, width, height, a -> a < CLEAR).grown(reach);
    BitRows nearPerson = decided(alpha, width, height, a -> a > OPAQUE).grown(reach);
    BitRows band = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (raw[i] > 0 && misfits[i] > GOOD && nearBackground.has(x, y) && nearPerson.has(x, y)) {
          add(band, x, y, MIN_REACH + MORE_REACH * misfits[i]);
        }
      }
    }
    return band;
  }

  @FunctionalInterface
  private interface Decided {
    boolean test(float alpha);
  }

  private static BitRows decided(float[] alpha, int width, int height, Decided decided) {
    BitRows rows = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (decided.test(alpha[y * width + x])) {
          rows.set(x, y);
        }
      }
    }
    return rows;
  }

  /** Adds the pixels that a square around a pixel's centre touches. */
  private static void add(BitRows band, int x, int y, double reach) {
    int left = Math.max(0, (int) (x + 0.5 - reach));
    int right = Math.min(band.width() - 1, (int) (x + 0.5 + reach));
    int bottom = Math.min(band.height() - 1, (int) (y + 0.5 + reach));
    for (int row = Math.max(0, (int) (y + 0.5 - reach)); row <= bottom; row++) {
      band.set(left, right + 1, row);
    }
  }

  /** Means over the windows that have an edge. */
  private static float[] smoothed(float[] misfits, int width, int height) {
    BoxMean box = new BoxMean(width, height, SMOOTHING);
    float[] smoothed = new float[misfits.length];
    float[] edges = new float[misfits.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = misfits[i] > 0 ? 1f : 0f;
    }
    float[] counts = new float[misfits.length];
    box.apply(edges, counts);
    box.apply(misfits, smoothed);
    for (int i = 0; i < smoothed.length; i++) {
      smoothed[i] = counts[i] > 0 ? smoothed[i] / counts[i] : 0f;
    }
    return smoothed;
  }
}
