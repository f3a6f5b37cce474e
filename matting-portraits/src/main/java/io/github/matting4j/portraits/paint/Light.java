package io.github.matting4j.portraits.paint;

/**
 * A studio's light: a warm soft key from the upper left, a cool fill, two rims from behind and
 * light from all around. Directions point towards the lamps. Immutable.
 */
final class Light {
  static final double KX = -0.47;
  static final double KY = 0.52;
  static final double KZ = 0.713;
  private static final double[] KEY = {1.74, 1.62, 1.48};
  private static final double[] FILL = {0.33, 0.36, 0.41};
  private static final double[] RIM = {0.75, 0.72, 0.68};
  private static final double[] SKY = {0.40, 0.42, 0.45};
  private static final double[] GROUND = {0.25, 0.21, 0.19};

  private Light() {}

  /** The brightness of the key lamp on a surface, softened by {@code wrap} past the terminator. */
  static double key(double[] n, double wrap) {
    double d = n[0] * KX + n[1] * KY + n[2] * KZ;
    double w = Math.max(0, (d + wrap) / (1 + wrap));
    return w * (0.4 + 0.6 * w);
  }

  /** Light that a matt surface sends back, per colour of {@code albedo}, into {@code out}. */
  static void matt(
      double[] n, double[] albedo, double[] wrap, double shadow, double ambient, double[] out) {
    double fill = Math.max(0, (n[0] * 0.74 + n[1] * 0.02 + n[2] * 0.67 + 0.2) / 1.2);
    double right = Math.max(0, n[0] * 0.85 + n[1] * 0.3 - n[2] * 0.43);
    double left = Math.max(0, -n[0] * 0.8 + n[1] * 0.4 - n[2] * 0.45);
    double rim = (right * 1.1 + left * 0.6) * (0.3 + 0.7 * ambient);
    double up = 0.5 + 0.5 * n[1];
    for (int c = 0; c < 3; c++) {
      // Subsurface scattering: red light reaches into the shadow's edge.
      double lit = shadow + (1 - shadow) * wrap[c] * 0.35;
      double light =
          KEY[c] * key(n, wrap[c]) * lit
              + FILL[c] * fill * ambient
              + RIM[c] * rim
              + (GROUND[c] + (SKY[c] - GROUND[c]) * up) * ambient;
      out[c] = albedo[c] * light * 0.62;
    }
  }

  /** Mirror-like part of the key lamp for a viewer in front; {@code sharp} squarings. */
  static double gloss(double[] n, int sharp) {
    double hz = KZ + 1;
    double length = Math.sqrt(KX * KX + KY * KY + hz * hz);
    double d = Math.max(0, (n[0] * KX + n[1] * KY + n[2] * hz) / length);
    for (int i = 0; i < sharp; i++) {
      d *= d;
    }
    return d;
  }
}
