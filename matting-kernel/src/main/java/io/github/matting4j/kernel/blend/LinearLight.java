package io.github.matting4j.kernel.blend;

import io.github.matting4j.io.colour.SrgbCurve;

/**
 * Blending in linear light, as light itself mixes: {@code result = sRGB(b + a (f − b))} of linear
 * values, rounded once. Alphas of 0 and 1 give background and photo exactly.
 */
public final class LinearLight {
  private static final int OPAQUE = 0xFF000000;

  /** The linear value of each level, and where the next level begins. */
  private static final float[] LINEAR = new float[256];

  private static final float[] ENDS = new float[256];

  static {
    for (int level = 0; level < LINEAR.length; level++) {
      LINEAR[level] = (float) SrgbCurve.toLinear(level / 255.0);
      ENDS[level] = (float) SrgbCurve.toLinear((level + 0.5) / 255);
    }
  }

  private LinearLight() {}

  /**
   * Puts a row over an opaque background.
   *
   * @param photo a row, straight sRGB; its own alpha counts
   * @param matte its alphas, 0..1
   * @param background a row of opaque pixels
   * @param result where the row goes, from {@code offset} on
   */
  public static void over(int[] photo, float[] matte, int[] background, int[] result, int offset) {
    for (int x = 0; x < matte.length; x++) {
      int pixel = photo[x];
      int behind = background[x];
      int own = pixel >>> 24;
      float a = own == 255 ? matte[x] : matte[x] * (own / 255f);
      int colour;
      if (a == 0f) {
        colour = behind & 0xFFFFFF;
      } else if (a == 1f) {
        colour = pixel & 0xFFFFFF;
      } else {
        colour =
            mix(pixel >> 16 & 0xFF, behind >> 16 & 0xFF, a) << 16
                | mix(pixel >> 8 & 0xFF, behind >> 8 & 0xFF, a) << 8
                | mix(pixel & 0xFF, behind & 0xFF, a);
      }
      result[offset + x] = OPAQUE | colour;
    }
  }

  private static int mix(int front, int back, float a) {
    if (front == back) {
      return front;
    }
    float value = LINEAR[back] + a * (LINEAR[front] - LINEAR[back]);
    int low = Math.min(front, back);
    int high = Math.max(front, back);
    while (low < high) { // the first level that ends above the value
      int middle = (low + high) >>> 1;
      if (ENDS[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
