package io.github.matting4j.kernel.blend;

/**
 * Blending one row of pixels with a float alpha. All colours are straight sRGB bytes packed as
 * {@code 0xAARRGGBB}; a pixel's effective alpha is {@code a = matte * photoAlpha / 255}.
 *
 * <p>Each result is computed in float and rounded once, half up: at most half a level from the
 * exact value. {@code a = 1} gives the photo's colour, {@code a = 0} the background's, exactly.
 */
public final class Blend {
  private static final int OPAQUE = 0xFF000000;
  private static final float HALF = 0.5f;
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
    for (int x = 0; x < matte.length; x++) {
      int pixel = photo[x];
      float a = matte[x];
      if (a == 1f) { // most of a photo is one or the other
        result[offset + x] = pixel;
      } else if (a == 0f) {
        result[offset + x] = pixel & 0xFFFFFF;
      } else {
        int alpha = (int) (a * (pixel >>> 24) + HALF);
        result[offset + x] = alpha << 24 | (pixel & 0xFFFFFF);
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
      int red = Math.min(alpha, mixLevels(pixel >> 16 & 0xFF, 0, a));
      int green = Math.min(alpha, mixLevels(pixel >> 8 & 0xFF, 0, a));
      int blue = Math.min(alpha, mixLevels(pixel & 0xFF, 0, a));
      result[offset + x] = alpha << 24 | red << 16 | green << 8 | blue;
    }
  }

  /**
   * Puts a row over an opaque background: {@code result = b + a * (f - b)} a channel, opaque.
   *
   * @param photo a row
   * @param matte its alphas, 0..1
   * @param background a row of opaque pixels
   * @param result where the row goes, from {@code offset} on
   */
  public static void over(int[] photo, float[] matte, int[] background, int[] result, int offset) {
    for (int x = 0; x < matte.length; x++) {
      int pixel = photo[x];
      int behind = background[x];
      float a = effective(matte[x], pixel);
      int colour;
      if (a == 0f) { // most of a photo is one or the other
        colour = behind & 0xFFFFFF;
      } else if (a == 1f) {
        colour = pixel & 0xFFFFFF;
      } else {
        colour = mix(pixel, behind, a);
      }
      result[offset + x] = OPAQUE | colour;
    }
  }

  /** Exactly {@code matte} for an opaque pixel. */
  private static float effective(float matte, int pixel) {
    int alpha = pixel >>> 24;
    return alpha == 255 ? matte : matte * (alpha * PER_LEVEL);
  }

  private static int mix(int front, int back, float a) {
    return mixLevels(front >> 16 & 0xFF, back >> 16 & 0xFF, a) << 16
        | mixLevels(front >> 8 & 0xFF, back >> 8 & 0xFF, a) << 8
        | mixLevels(front & 0xFF, back & 0xFF, a);
  }

  private static int mixLevels(int front, int back, float a) {
    return (int) (back + a * (front - back) + HALF);
  }
}
