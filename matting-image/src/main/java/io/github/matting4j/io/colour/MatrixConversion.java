package io.github.matting4j.io.colour;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Converts rows from colours given by a tone curve and three primaries to sRGB:
 *
 * <pre>
 * linear = curve[stored];  srgb = encode(matrix * linear), clipped to 0..1
 * </pre>
 *
 * Not thread-safe.
 */
public final class MatrixConversion implements ColourConversion {
  /** Fine enough for the steepest part of the sRGB curve: a step there is a fifth of a level. */
  private static final int ENCODE_STEPS = 1 << 14;

  private static final byte[] ENCODE = encodeTable();

  private final DoubleUnaryOperator tone;
  private final float[] curve;
  private final float[] matrix;

  /**
   * Tables for 16 bits, made when first needed: the light of each level, and the level of each of
   * as many steps of light.
   */
  private float @Nullable [] curve16;

  private float @Nullable [] encode16;

  /**
   * @param tone the light, 0..1, of a stored 0..1
   * @param matrix row-major 3x3, from the picture's linear red, green and blue to those of sRGB
   */
  public MatrixConversion(DoubleUnaryOperator tone, double[] matrix) {
    this.tone = tone;
    this.curve = table(255, v -> ENCODE_STEPS * tone.applyAsDouble(v));
    this.matrix = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      this.matrix[i] = (float) matrix[i];
    }
  }

  private static float[] table(int steps, DoubleUnaryOperator function) {
    float[] table = new float[steps + 1];
    for (int i = 0; i <= steps; i++) {
      table[i] = (float) function.applyAsDouble((double) i / steps);
    }
    return table;
  }

  @Override
  public void toSrgb(int[] argb, int offset, int count) {
    float[] m = matrix;
    for (int i = offset, end = offset + count; i < end; i++) {
      int pixel = argb[i];
      float r = curve[pixel >> 16 & 0xFF];
      float g = curve[pixel >> 8 & 0xFF];
      float b = curve[pixel & 0xFF];
      argb[i] =
          (pixel & 0xFF000000)
              | encode(m[0] * r + m[1] * g + m[2] * b) << 16
              | encode(m[3] * r + m[4] * g + m[5] * b) << 8
              | encode(m[6] * r + m[7] * g + m[8] * b);
    }
  }

  @Override
  public void toSrgb(long[] argb, int offset, int count) {
    float[] light = curve16;
    float[] levels = encode16;
    if (light == null || levels == null) {
      light = table(65535, tone);
      levels = table(65535, v -> 65535 * SrgbCurve.toEncoded(v));
      curve16 = light;
      encode16 = levels;
    }
    float[] m = matrix;
    for (int i = offset, end = offset + count; i < end; i++) {
      long pixel = argb[i];
      float r = light[(int) (pixel >>> 32) & 0xFFFF];
      float g = light[(int) (pixel >>> 16) & 0xFFFF];
      float b = light[(int) pixel & 0xFFFF];
      argb[i] =
          (pixel & 0xFFFFL << 48)
              | between(levels, m[0] * r + m[1] * g + m[2] * b) << 32
              | between(levels, m[3] * r + m[4] * g + m[5] * b) << 16
              | between(levels, m[6] * r + m[7] * g + m[8] * b);
    }
  }

  /** The level of a linear value, interpolated between two entries. */
  private static long between(float[] levels, float linear) {
    float at = Math.max(0f, Math.min(1f, linear)) * 65535;
    int low = Math.min((int) at, 65534);
    return (long) (levels[low] + (at - low) * (levels[low + 1] - levels[low]) + 0.5f);
  }

  private static int encode(float scaled) {
    int step = (int) (scaled + 0.5f);
    return ENCODE[step < 0 ? 0 : Math.min(step, ENCODE_STEPS)] & 0xFF;
  }

  private static byte[] encodeTable() {
    byte[] table = new byte[ENCODE_STEPS + 1];
    for (int i = 0; i <= ENCODE_STEPS; i++) {
      table[i] = (byte) (int) (SrgbCurve.toEncoded((double) i / ENCODE_STEPS) * 255 + 0.5);
    }
    return table;
  }
}
