package io.github.matting4j.kernel.resample;

import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.analysis.PixelRuns;

/**
 * Recovers the small plane that was enlarged bilinearly to a large one. Sampling the large plane
 * bilinearly at the small size gives {@code s0 = A s}, a blurred s; the iteration {@code s += s0 -
 * A s} inverts A (Van Cittert), here six times. A, enlarging and sampling, is a weighted mean of
 * three neighbours along each axis, so only s0 is computed from the large plane. Where all samples
 * nearby are alike they are s already.
 */
public final class BilinearSamples {
  private static final int ROUNDS = 6;
  private static final int TAPS = 3;

  /** Samples that differ by no more are alike. */
  private static final float ALIKE = 1e-4f;

  private BilinearSamples() {}

  /**
   * The recovered samples, clipped to 0..1.
   *
   * @param large at least as wide and as high as the small plane
   * @param width of the small plane
   * @param height of the small plane
   */
  public static float[] of(AlphaRows large, int width, int height) {
    AlphaResizer resizer = new AlphaResizer(large.width(), large.height(), width, height);
    resizer.start(large);
    float[] first = new float[width * height];
    for (int y = 0; y < height; y++) {
      resizer.read(y, first, y * width);
    }
    float[][] columns = blur(width, large.width());
    float[][] rows = blur(height, large.height());
    float[] samples = first.clone();
    float[] across = first.clone();
    PixelRuns near = new PixelRuns(changes(first, width, height).grown(ROUNDS));
    for (int round = 0; round < ROUNDS; round++) {
      for (int y = 0; y < height; y++) {
        for (int run = near.rowStart(y); run < near.rowStart(y + 1); run++) {
          across(samples, y * width, near.first(run), near.end(run), columns, across);
        }
      }
      for (int y = 0; y < height; y++) {
        for (int run = near.rowStart(y); run < near.rowStart(y + 1); run++) {
          correct(y, near.first(run), near.end(run), rows, width, across, first, samples);
        }
      }
    }
    return samples;
  }

  /** The samples that are not like the one to their right or the one below. */
  private static BitRows changes(float[] plane, int width, int height) {
    BitRows changes = new BitRows(width, height);
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        float here = plane[row + x];
        if (Math.abs(here - plane[row + Math.min(width - 1, x + 1)]) > ALIKE
            || Math.abs(here - plane[below + x]) > ALIKE) {
          changes.set(x, y);
        }
      }
    }
    return changes;
  }

  private static void correct(
      int y,
      int from,
      int end,
      float[][] rows,
      int width,
      float[] across,
      float[] first,
      float[] samples) {
    int upper = Math.max(0, y - 1) * width;
    int lower = Math.min(rows[0].length - 1, y + 1) * width;
    int here = y * width;
    float above = rows[0][y];
    float at = rows[1][y];
    float below = rows[2][y];
    for (int x = from; x < end; x++) {
      float blurred = above * across[upper + x] + at * across[here + x] + below * across[lower + x];
      float sample = samples[here + x] + (first[here + x] - blurred);
      samples[here + x] = Math.max(0f, Math.min(1f, sample));
    }
  }

  private static void across(
      float[] plane, int start, int from, int end, float[][] weights, float[] target) {
    float[] before = weights[0];
    float[] at = weights[1];
    float[] after = weights[2];
    int last = at.length - 1;
    if (from == 0) {
      target[start] = at[0] * plane[start] + (last > 0 ? after[0] * plane[start + 1] : 0f);
    }
    for (int x = Math.max(1, from); x < Math.min(last, end); x++) {
      int i = start + x;
      target[i] = before[x] * plane[i - 1] + at[x] * plane[i] + after[x] * plane[i + 1];
    }
    if (last > 0 && end > last) {
      int i = start + last;
      target[i] = before[last] * plane[i - 1] + at[last] * plane[i];
    }
  }

  /**
   * The weights in A of the sample before, at and after each sample; half-pixel centres, borders
   * repeated.
   */
  private static float[][] blur(int small, int large) {
    float[][] weights = new float[TAPS][small];
    double scale = (double) large / small;
    for (int i = 0; i < small; i++) {
      double position = (i + 0.5) * scale - 0.5;
      int below = (int) position;
      double share = position - below;
      for (int k = 0; k < 2; k++) {
        double part = k == 0 ? 1 - share : share;
        int from = Math.min(large - 1, below + k);
        double origin = Math.min(Math.max((from + 0.5) / scale - 0.5, 0), small - 1.0);
        int near = (int) origin;
        double rest = origin - near;
        weights[near - i + 1][i] += (float) (part * (1 - rest));
        if (rest > 0) {
          weights[near - i + 2][i] += (float) (part * rest);
        }
      }
    }
    return weights;
  }
}
