package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.analysis.PixelRuns;

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
    BitRows nearBackground = chosen(alpha, width, height, a -> a < CLEAR).grown(reach);
    BitRows nearPerson = chosen(alpha, width, height, a -> a > OPAQUE).grown(reach);
    BitRows edges = chosen(raw, width, height, misfit -> misfit > 0);
    PixelRuns near = new PixelRuns(edges.and(nearBackground).and(nearPerson));
    float[] misfits = smoothed(raw, near, width, height);
    BitRows band = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      for (int run = near.rowStart(y); run < near.rowStart(y + 1); run++) {
        for (int x = near.first(run); x < near.end(run); x++) {
          float misfit = misfits[y * width + x];
          if (misfit > GOOD) {
            add(band, x, y, MIN_REACH + MORE_REACH * misfit);
          }
        }
      }
    }
    return band;
  }

  @FunctionalInterface
  private interface Chosen {
    boolean test(float value);
  }

  private static BitRows chosen(float[] values, int width, int height, Chosen chosen) {
    BitRows rows = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (chosen.test(values[y * width + x])) {
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

  /** Means over the windows that have an edge, around some of these. */
  private static float[] smoothed(float[] misfits, PixelRuns near, int width, int height) {
    RunSums sums = new RunSums(width, height, SMOOTHING);
    float[] smoothed = new float[misfits.length];
    float[] edges = new float[misfits.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = misfits[i] > 0 ? 1f : 0f;
    }
    float[] counts = new float[misfits.length];
    for (int y = 0; y < height; y++) {
      for (int run = near.rowStart(y); run < near.rowStart(y + 1); run++) {
        int first = near.first(run);
        int end = near.end(run);
        sums.sum(edges, y, first, end, counts);
        sums.sum(misfits, y, first, end, smoothed);
        for (int i = y * width + first; i < y * width + end; i++) {
          smoothed[i] /= counts[i]; // at least 1: its own
        }
      }
    }
    return smoothed;
  }
}
