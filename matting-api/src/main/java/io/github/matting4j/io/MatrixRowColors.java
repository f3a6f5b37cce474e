package io.github.matting4j.io;

/**
 * Converts rows from colours given by a tone curve and three primaries to sRGB:
 *
 * <pre>
 * linear = curve[stored];  srgb = encode(matrix * linear), clipped to 0..1
 * </pre>
 *
 * Immutable and thread-safe.
 */
final class MatrixRowColors implements RowColors {
  /** Fine enough for the steepest part of the sRGB curve: a step there is a fifth of a level. */
  private static final int ENCODE_STEPS = 1 << 14;

  private static final byte[] ENCODE = encodeTable();

  private final float[] curve;
  private final float[] matrix;

  /**
   * @param curve the light, 0..1, of each of the 256 stored levels
   * @param matrix row-major 3x3, from the picture's linear red, green and blue to those of sRGB
   */
  MatrixRowColors(float[] curve, double[] matrix) {
    this.curve = new float[curve.length];
    for (int i = 0; i < curve.length; i++) {
      this.curve[i] = curve[i] * ENCODE_STEPS;
    }
    this.matrix = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      this.matrix[i] = (float) matrix[i];
    }
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

  private static int encode(float scaled) {
    int step = (int) (scaled + 0.5f);
    return ENCODE[step < 0 ? 0 : Math.min(step, ENCODE_STEPS)] & 0xFF;
  }

  private static byte[] encodeTable() {
    byte[] table = new byte[ENCODE_STEPS + 1];
    for (int i = 0; i <= ENCODE_STEPS; i++) {
      double linear = (double) i / ENCODE_STEPS;
      double srgb =
          linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
      table[i] = (byte) (int) (srgb * 255 + 0.5);
    }
    return table;
  }
}
