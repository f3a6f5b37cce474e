package io.github.matting4j.kernel.resample;

/**
 * Floats of 16 bits, IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. Their largest
 * finite value is 65504, their smallest positive one 2<sup>-24</sup>.
 */
public final class Float16 {
  private static final int SIGN = 0x8000;
  private static final int INFINITY = 0x7C00;
  private static final int QUIET_NAN = 0x7E00;
  private static final int FRACTION = 0x03FF;

  /** From here on, the nearest number of 16 bits is infinity: 65520 as bits of a float. */
  private static final int OVERFLOW = 0x477F_F000;

  /** The smallest normal number, 2^-14, as bits of a float. */
  private static final int SMALLEST_NORMAL = 0x3880_0000;

  private static final float SMALLEST = 0x1p-24f;

  private Float16() {}

  /**
   * The nearest number of 16 bits; of two equally near ones that with an even fraction. Values
   * beyond the largest become infinite, NaN stays NaN.
   */
  public static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & SIGN;
    int magnitude = bits & 0x7FFF_FFFF;
    if (magnitude > 0x7F80_0000) {
      return (short) (sign | QUIET_NAN);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | INFINITY);
    }
    if (magnitude < SMALLEST_NORMAL) {
      // A multiple of 2^-24 of at most 2^10: rint is exact and rounds half to even.
      return (short) (sign | (int) Math.rint(Math.abs(value) / SMALLEST));
    }
    int even = magnitude >>> 13 & 1;
    int rounded = magnitude + 0x0FFF + even; // a carry into the exponent is the next power of two
    return (short) (sign | (rounded - (112 << 23)) >>> 13);
  }

  /** The same number as a float of 32 bits, exactly. */
  public static float toFloat(short half) {
    int fraction = half & FRACTION;
    int exponent = half & INFINITY;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * SMALLEST;
    } else if (exponent == INFINITY) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Float.intBitsToFloat(((half & 0x7FFF) + (112 << 10)) << 13);
    }
    return (half & SIGN) == 0 ? magnitude : -magnitude;
  }
}
