package io.github.matting4j.kernel.resample;

/**
 * Recovers the small plane that was enlarged bilinearly to a large one. Sampling the large plane
 * bilinearly at the small size gives {@code s0 = A s}, a blurred s; the iteration {@code s += s0 -
 * A s} inverts A (Van Cittert), here six times. A, enlarging and sampling, is a weighted mean of
 * three neighbours along each axis, so only s0 is computed from the large plane.
 */
public final class BilinearSamples {
  private static final int ROUNDS = 6;
  private static final int TAPS = 3;

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
    float[] across = new float[samples.length];
    for (int round = 0; round < ROUNDS; round++) {
      for (int y = 0; y < height; y++) {
        across(samples, y * width, columns, across);
      }
      for (int y = 0; y < height; y++) {
        int upper = Math.max(0, y - 1) * width;
        int lower = Math.min(height - 1, y + 1) * width;
        int here = y * width;
        float above = rows[0][y];
        float at = rows[1][y];
        float below = rows[2][y];
        for (int x = 0; x < width; x++) {
          float blurred =
              above * across[upper + x] + at * across[here + x] + below * across[lower + x];
          float sample = samples[here + x] + (first[here + x] - blurred);
          samples[here + x] = Math.max(0f, Math.min(1f, sample));
        }
      }
    }
    return samples;
  }

  private static void across(float[] plane, int start, float[][] weights, float[] target) {
    float[] before = weights[0];
    float[] at = weights[1];
    float[] after = weights[2];
    int last = at.length - 1;
    target[start] = at[0] * plane[start] + (last > 0 ? after[0] * plane[start + 1] : 0f);
    for (int x = 1; x < last; x++) {
      int i = start + x;
      target[i] = before[x] * plane[i - 1] + at[x] * plane[i] + after[x] * plane[i + 1];
    }
    if (last > 0) {
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
