package io.github.matting4j.kernel.refine;

import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.analysis.DecidedAlphas;
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
    BitRows background = new BitRows(width, height);
    BitRows person = new BitRows(width, height);
    BitRows edges = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x += Long.SIZE) {
        find(raw, alpha, y, x, Math.min(width, x + Long.SIZE), background, person, edges);
      }
    }
    PixelRuns near = new PixelRuns(edges.and(background.grown(reach)).and(person.grown(reach)));
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

  /** A part of a row. */
  private static void find(
      float[] misfits,
      float[] alpha,
      int y,
      int from,
      int end,
      BitRows background,
      BitRows person,
      BitRows edges) {
    int row = y * edges.width();
    boolean clear = DecidedAlphas.areAtMost(0f, alpha, row + from, row + end);
    boolean opaque = !clear && DecidedAlphas.areAtLeast(1f, alpha, row + from, row + end);
    if (clear) {
      background.set(from, end, y);
    } else if (opaque) {
      person.set(from, end, y);
    }
    if (!DecidedAlphas.areAtMost(0f, misfits, row + from, row + end)) {
      for (int x = from; x < end; x++) {
        if (misfits[row + x] > 0) {
          edges.set(x, y);
        }
      }
    }
    if (clear || opaque) {
      return;
    }
    for (int x = from; x < end; x++) {
      float a = alpha[row + x];
      if (a < CLEAR) {
        background.set(x, y);
      } else if (a > OPAQUE) {
        person.set(x, y);
      }
    }
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
