package io.github.matting4j.io.colour;

/** The transfer curve of sRGB (IEC 61966-2-1). Values are 0..1. */
public final class SrgbCurve {
  private SrgbCurve() {}

  /** The linear light of an encoded value. */
  public static double toLinear(double encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
  }

  /** The encoded value of linear light. */
  public static double toEncoded(double linear) {
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }
}
