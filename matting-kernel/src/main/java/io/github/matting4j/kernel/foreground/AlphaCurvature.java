package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.kernel.analysis.BitRows;

/**
 * Where the alphas of a matte, or of every {@code 2^shift}-th column and row of it, are undecided,
 * and where among these they are curved: {@code |a[x-1] - 2a[x] + a[x+1]| + |a[y-1] - 2a[y] +
 * a[y+1]|} is more than a threshold. Hair and outlines are curved; a linear ramp of any slope is
 * not.
 *
 * @param undecided alphas that are neither close to 0 nor to 1
 * @param curved those of them that are curved
 */
record AlphaCurvature(BitRows undecided, BitRows curved) {
  /** From here on a pixel is the person alone: 254.5 / 255. */
  static final float OPAQUE = 254.5f / 255f;

  /** Up to here a pixel is background alone: 0.5 / 255. */
  static final float CLEAR = 0.5f / 255f;

  /**
   * Of a matte.
   *
   * @param clear alphas up to this, and from {@code 1 - clear} on, are decided
   */
  static AlphaCurvature of(AlphaMatte matte, int shift, float threshold, float clear) {
    int width = EdgeLevel.size(matte.width(), shift);
    int height = EdgeLevel.size(matte.height(), shift);
    BitRows undecided = new BitRows(width, height);
    BitRows curved = new BitRows(width, height);
    float[] full = new float[matte.width()];
    float[] upper = sampled(matte, 0, shift, full, new float[width]);
    float[] here = upper.clone();
    float[] lower = new float[width];
    for (int y = 0; y < height; y++) {
      sampled(matte, Math.min(y + 1, height - 1) << shift, shift, full, lower);
      find(y, upper, here, lower, threshold, clear, undecided, curved);
      float[] free = upper;
      upper = here;
      here = lower;
      lower = free;
    }
    return new AlphaCurvature(undecided, curved);
  }

  /** Every {@code 2^shift}-th alpha of a row, in {@code target}. */
  static float[] sampled(AlphaMatte matte, int y, int shift, float[] full, float[] target) {
    if (shift == 0) {
      matte.readRow(y, target, 0);
      return target;
    }
    matte.readRow(y, full, 0);
    for (int x = 0; x < target.length; x++) {
      target[x] = full[x << shift];
    }
    return target;
  }

  private static void find(
      int y,
      float[] upper,
      float[] here,
      float[] lower,
      float threshold,
      float clear,
      BitRows undecided,
      BitRows curved) {
    int last = here.length - 1;
    float opaque = 1f - clear;
    for (int x = 0; x <= last; x++) {
      float a = here[x];
      if (a > clear && a < opaque) {
        undecided.set(x, y);
        float across = here[Math.max(0, x - 1)] + here[Math.min(last, x + 1)] - 2 * a;
        float down = upper[x] + lower[x] - 2 * a;
        if (Math.abs(across) + Math.abs(down) > threshold) {
          curved.set(x, y);
        }
      }
    }
  }
}
