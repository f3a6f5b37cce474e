package io.github.matting4j.portraits.figure;

/**
 * Between linear light 0..1 and sRGB-encoded 0..255, by tables built with StrictMath. Stateless.
 */
public final class SrgbTables {
  private static final int STEPS = 8192;
  private static final float[] ENCODED = encodedTable();
  private static final float[] LINEAR = linearTable();

  private SrgbTables() {}

  /** sRGB-encoded 0..255 of linear light; highlights above 0.7 are rolled off softly. */
  public static float encode(double linear) {
    double rolled = linear <= 0.7 ? Math.max(0, linear) : 1 - 0.09 / (linear - 0.4);
    // The table is over the square root, where sRGB is nearly straight.
    double position = Math.sqrt(rolled) * STEPS;
    int i = Math.min(STEPS - 1, (int) position);
    return (float) (ENCODED[i] + (ENCODED[i + 1] - ENCODED[i]) * (position - i));
  }

  /** sRGB-encoded 0..255 of linear light 0..1, without roll-off. */
  public static float encodeExactly(double linear) {
    double position = Math.sqrt(Noise.clamp(linear)) * STEPS;
    int i = Math.min(STEPS - 1, (int) position);
    return (float) (ENCODED[i] + (ENCODED[i + 1] - ENCODED[i]) * (position - i));
  }

  /** Linear light of an encoded value 0..255. */
  public static double decode(double encoded) {
    double v = Math.max(0, Math.min(255, encoded));
    int i = Math.min(254, (int) v);
    return LINEAR[i] + (LINEAR[i + 1] - LINEAR[i]) * (v - i);
  }

  /** Linear light of a packed 0xRRGGBB colour. */
  static double[] linear(int rgb) {
    return new double[] {LINEAR[rgb >> 16 & 0xFF], LINEAR[rgb >> 8 & 0xFF], LINEAR[rgb & 0xFF]};
  }

  private static float[] encodedTable() {
    float[] table = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      double root = (double) i / STEPS;
      double v = root * root;
      double e = v <= 0.0031308 ? 12.92 * v : 1.055 * StrictMath.pow(v, 1 / 2.4) - 0.055;
      table[i] = (float) (255 * e);
    }
    return table;
  }

  private static float[] linearTable() {
    float[] table = new float[256];
    for (int i = 0; i < 256; i++) {
      double v = i / 255.0;
      double l = v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4);
      table[i] = (float) l;
    }
    return table;
  }
}
