package io.github.matting4j.kernel.blend;

import io.github.matting4j.kernel.analysis.DecidedAlphas;

/**
 * Blends one row of packed 8-bit pixels with a float alpha; {@link FloatBlend} has the same
 * formulas for unrounded colours. All colours are straight sRGB bytes packed as {@code 0xAARRGGBB};
 * a pixel's effective alpha is {@code a = matte * photoAlpha / 255}.
 *
 * <p>Each result is computed in float and rounded once, half up: at most half a level from the
 * exact value. {@code a = 1} gives the photo's colour, {@code a = 0} the background's, exactly.
 */
public final class Blend {
  private static final int OPAQUE = 0xFF000000;
  private static final float HALF = 0.5f;

  /** Most of a row is blocks of this length of one alpha, 0 or 1. */
  private static final int BLOCK = 64;

  private static final float PER_LEVEL = 1f / 255f;

  private Blend() {}

  /**
   * Cuts a row out, straight: {@code result = (round(matte * photoAlpha), photo's colour)}.
   *
   * @param photo a row
   * @param matte its alphas, 0..1
   * @param result where the row goes, from {@code offset} on
   */
  public static void cutOut(int[] photo, float[] matte, int[] result, int offset) {
    for (int from = 0; from < matte.length; from += BLOCK) {
      int end = Math.min(matte.length, from + BLOCK);
      if (DecidedAlphas.areAtLeast(1f, matte, from, end)) {
        System.arraycopy(photo, from, result, offset + from, end - from);
      } else if (DecidedAlphas.areAtMost(0f, matte, from, end)) {
        for (int x = from; x < end; x++) {
          result[offset + x] = photo[x] & 0xFFFFFF;
        }
      } else {
        for (int x = from; x < end; x++) {
          int alpha = (int) (matte[x] * (photo[x] >>> 24) + HALF);
          result[offset + x] = alpha << 24 | (photo[x] & 0xFFFFFF);
        }
      }
    }
  }

  /**
   * Cuts a row out, premultiplied: {@code result = (round(255 a), round(a * photo's colour))}. No
   * colour is above its alpha.
   *
   * @param photo a row
   * @param matte its alphas, 0..1
   * @param result where the row goes, from {@code offset} on
   */
  public static void cutOutPremultiplied(int[] photo, float[] matte, int[] result, int offset) {
    for (int x = 0; x < matte.length; x++) {
      int pixel = photo[x];
      int alpha = (int) (matte[x] * (pixel >>> 24) + HALF);
      float a = effective(matte[x], pixel);
      int red = Math.min(alpha, scaled(pixel >> 16 & 0xFF, a));
      int green = Math.min(alpha, scaled(pixel >> 8 & 0xFF, a));
      int blue = Math.min(alpha, scaled(pixel & 0xFF, a));
      result[offset + x] = alpha << 24 | red << 16 | green << 8 | blue;
    }
  }

  /**
   * Puts a row over an opaque background: {@code result = b + a * (f - b)} per channel, opaque.
   *
   * @param photo a row
   * @param matte its alphas, 0..1
   * @param background a row of opaque pixels
   * @param space which values are mixed
   * @param result where the row goes, from {@code offset} on
   */
  public static void over(
      int[] photo, float[] matte, int[] background, BlendSpace space, int[] result, int offset) {
    int width = matte.length;
    for (int x = 0; x < width; ) { // most of a row is long runs of one or the other
      for (; x < width && matte[x] == 0f; x++) {
        result[offset + x] = OPAQUE | background[x];
      }
      for (; x < width && isPhoto(matte[x], photo[x]); x++) {
        result[offset + x] = photo[x];
      }
      for (; x < width && matte[x] != 0f && !isPhoto(matte[x], photo[x]); x++) {
        result[offset + x] = over(photo[x], effective(matte[x], photo[x]), background[x], space);
      }
    }
  }

  private static boolean isPhoto(float a, int pixel) {
    return a == 1f && pixel >>> 24 == 255;
  }

  private static int over(int pixel, float a, int behind, BlendSpace space) {
    if (a == 0f) {
      return OPAQUE | behind;
    }
    return OPAQUE
        | space.mixLevels(pixel >> 16 & 0xFF, behind >> 16 & 0xFF, a) << 16
        | space.mixLevels(pixel >> 8 & 0xFF, behind >> 8 & 0xFF, a) << 8
        | space.mixLevels(pixel & 0xFF, behind & 0xFF, a);
  }

  /** Exactly {@code matte} for an opaque pixel. */
  private static float effective(float matte, int pixel) {
    int alpha = pixel >>> 24;
    return alpha == 255 ? matte : matte * (alpha * PER_LEVEL);
  }

  private static int scaled(int level, float a) {
    return (int) (a * level + HALF);
  }
}
