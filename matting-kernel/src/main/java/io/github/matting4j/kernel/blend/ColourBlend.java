package io.github.matting4j.kernel.blend;

import io.github.matting4j.image.Picture;

/**
 * Blending one row of unrounded colours, for pictures of more than 8 bits; {@link Blend} and {@link
 * LinearLight} are the same formulas on packed 8-bit rows. Rows are red, green, blue and alpha of
 * each pixel, straight, 0..1. Alphas of 0 and 1 give background and photo exactly.
 */
public final class ColourBlend {
  private static final int CHANNELS = Picture.CHANNELS;

  private ColourBlend() {}

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

  /** Puts a row over an opaque one: {@code result = b + a (f - b)} a channel, opaque. */
  public static void over(float[] rgba, float[] behind) {
    for (int at = 0; at < rgba.length; at += CHANNELS) {
      float a = rgba[at + 3];
      if (a < 1f) {
        for (int c = at; c < at + 3; c++) {
          rgba[c] = behind[c] + a * (rgba[c] - behind[c]);
        }
      }
      rgba[at + 3] = 1f;
    }
  }

  /** Puts a row over an opaque one as light mixes: {@code result = sRGB(b + a (f - b))}. */
  public static void overInLinearLight(float[] rgba, float[] behind) {
    for (int at = 0; at < rgba.length; at += CHANNELS) {
      float a = rgba[at + 3];
      for (int c = at; c < at + 3; c++) {
        if (a == 0f) {
          rgba[c] = behind[c];
        } else if (a < 1f) {
          double back = linear(behind[c]);
          rgba[c] = (float) encoded(back + a * (linear(rgba[c]) - back));
        }
      }
      rgba[at + 3] = 1f;
    }
  }

  private static double linear(double encoded) { // IEC 61966-2-1
    return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
  }

  private static double encoded(double linear) {
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }
}
