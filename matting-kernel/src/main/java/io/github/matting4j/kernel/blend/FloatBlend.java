package io.github.matting4j.kernel.blend;

import io.github.matting4j.image.Picture;

/**
 * Blends one row of unrounded colours, for pictures of more than 8 bits; {@link Blend} has the same
 * formulas for packed 8-bit rows, where they are faster. Rows are red, green, blue and alpha of
 * each pixel, straight, 0..1. Alphas of 0 and 1 give background and photo exactly.
 */
public final class FloatBlend {
  private static final int CHANNELS = Picture.CHANNELS;

  private FloatBlend() {}

  /** Cuts a row out: its alphas are multiplied by the matte's. */
  public static void cutOut(float[] rgba, float[] matte) {
    for (int x = 0, at = CHANNELS - 1; x < matte.length; x++, at += CHANNELS) {
      rgba[at] *= matte[x];
    }
  }

  /** Multiplies the colours of a row by its alphas. */
  public static void premultiply(float[] rgba) {
    for (int at = 0; at < rgba.length; at += CHANNELS) {
      float a = rgba[at + 3];
      rgba[at] *= a;
      rgba[at + 1] *= a;
      rgba[at + 2] *= a;
    }
  }

  /**
   * Puts a row over an opaque one: {@code result = b + a (f - b)} per channel, opaque.
   *
   * @param rgba the row; receives the result
   * @param behind the opaque row
   * @param space which values are mixed
   */
  public static void over(float[] rgba, float[] behind, BlendSpace space) {
    for (int at = 0; at < rgba.length; at += CHANNELS) {
      float a = rgba[at + 3];
      if (a == 0f) {
        rgba[at] = behind[at];
        rgba[at + 1] = behind[at + 1];
        rgba[at + 2] = behind[at + 2];
      } else if (a < 1f) {
        rgba[at] = space.mix(rgba[at], behind[at], a);
        rgba[at + 1] = space.mix(rgba[at + 1], behind[at + 1], a);
        rgba[at + 2] = space.mix(rgba[at + 2], behind[at + 2], a);
      }
      rgba[at + 3] = 1f;
    }
  }
}
