package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Arm;
import io.github.matting4j.portraits.figure.Noise;
import java.util.stream.IntStream;

/**
 * Draws sheer cloth: a bridal veil around the head and sleeves around the arms. Its own alpha runs
 * from 0.2 to 0.7 with the folds. Rows run in parallel. Stateless.
 */
final class SheerClothPainter {
  private static final double[] IVORY = {0.86, 0.84, 0.80};

  private SheerClothPainter() {}

  /** A veil, behind the person and, beside the face, in front. */
  static void veil(Appearance look, ViewFrame frame, PaintLayer layer) {
    IntStream.range(0, layer.height)
        .parallel()
        .forEach(
            row -> {
              double y = frame.y(row + 0.5);
              for (int col = 0; col < layer.width; col++) {
                veilPixel(
                    look, frame.x(col + 0.5), y, frame.scale(), layer, row * layer.width + col);
              }
            });
  }

  private static void veilPixel(
      Appearance look, double x, double y, double scale, PaintLayer layer, int pixel) {
    double half = veilHalfWidth(look, y);
    double inside = (half - Math.abs(x)) * scale + 0.5;
    if (inside <= 0) {
      return;
    }
    double cover = Math.min(1, inside);
    double q = x / half;
    double sway = 0.5 * Noise.at(q * 2, y * 0.9, look.seed + 51);
    double fold = 0.5 + 0.5 * Noise.at(q * 8 + sway, y * 0.45, look.seed + 52);
    double fine = 0.5 + 0.5 * Noise.at(q * 23 + 2 * sway, y * 0.6, look.seed + 53);
    double hem = Noise.step(0.06, 0.0, half - Math.abs(x));
    double lace = hem * (0.25 + 0.25 * Noise.at(x * 38, y * 38, look.seed + 54));
    double alpha = Math.min(0.7, 0.20 + 0.26 * fold * fold + 0.12 * fine + lace);
    double light = 0.62 + 0.38 * fold + 0.12 * (fine - 0.5) - 0.10 * x;
    double r = IVORY[0] * light;
    double g = IVORY[1] * light;
    double b = IVORY[2] * light * 1.02;
    layer.under(pixel, r, g, b, alpha * cover);
    double open = (x / 0.40) * (x / 0.40) + (y + 0.75) / 1.22 * (y + 0.75) / 1.22;
    double front = Noise.step(0.80, 1.25, open) * Noise.step(0.60, 0.35, y);
    if (front > 0) {
      layer.over(pixel, r, g, b, 0.8 * alpha * cover * front);
    }
  }

  private static double veilHalfWidth(Appearance look, double y) {
    double t = 0.50 - y;
    if (t <= 0) {
      return 0;
    }
    double dome = 0.56 * Math.sqrt(t / (t + 0.14));
    double flare = 0.07 * t + 0.42 * Noise.step(0.5, 2.0, t);
    return dome + flare + 0.03 * Noise.at(y * 2.2, 7.7, look.seed + 55);
  }

  /** Wide sheer sleeves over both arms. */
  static void sleeves(Appearance look, ViewFrame frame, PaintLayer layer) {
    for (int side = -1; side <= 1; side += 2) {
      Arm arm = Arm.of(look, side);
      double[] a = arm.upper(0.02);
      double[] m = arm.elbow();
      double[] b = arm.wrist();
      IntStream.range(0, layer.height)
          .parallel()
          .forEach(
              row -> {
                double y = frame.y(row + 0.5);
                for (int col = 0; col < layer.width; col++) {
                  sleevePixel(
                      look,
                      a,
                      m,
                      b,
                      frame.x(col + 0.5),
                      y,
                      frame.scale(),
                      layer,
                      row * layer.width + col);
                }
              });
    }
  }

  private static void sleevePixel(
      Appearance look,
      double[] a,
      double[] m,
      double[] b,
      double x,
      double y,
      double scale,
      PaintLayer layer,
      int pixel) {
    double t1 = along(a, m, x, y);
    double t2 = along(m, b, x, y);
    double d1 = away(a, m, t1, x, y);
    double d2 = away(m, b, t2, x, y);
    double s = Math.abs(d1) < Math.abs(d2) ? t1 : 1 + t2;
    double d = Math.abs(d1) < Math.abs(d2) ? d1 : d2;
    double wave = 0.02 * Noise.at(s * 5, d > 0 ? 3 : 9, look.seed + 61);
    double puff =
        0.11
            + 0.13 * Noise.step(0.0, 0.5, s)
            + 0.05 * s
            + 0.06 * Noise.hill((s - 1.55) * (s - 1.55) / 0.3);
    double radius = puff * Noise.step(2.02, 1.80, s) + 0.085 + wave - 0.06;
    double inside = (radius - Math.abs(d)) * scale + 0.5;
    if (inside <= 0 || s <= 0.001) {
      return;
    }
    double q = Noise.clamp(Math.abs(d) / radius);
    double facing = Math.max(0.3, Math.sqrt(1 - q * q));
    double fold = 0.5 + 0.5 * Noise.at(s * 2.2 + d, d * 9 + s, look.seed + 62);
    double single = 0.26 + 0.30 * fold * fold;
    double alpha = Math.min(0.7, 1 - StrictMath.pow(1 - single, 1 / facing));
    double light = 0.45 + 0.45 * fold + 0.25 * (1 - q) - (d > 0 ? 0.12 * q : 0);
    double[] c = look.top;
    double soft = Math.min(1, inside) * Noise.step(0.0, 0.06, s);
    layer.over(
        pixel,
        (0.25 + 0.75 * c[0]) * light,
        (0.25 + 0.75 * c[1]) * light,
        (0.25 + 0.75 * c[2]) * light,
        alpha * soft);
  }

  private static double along(double[] a, double[] b, double x, double y) {
    double bx = b[0] - a[0];
    double by = b[1] - a[1];
    return Noise.clamp(((x - a[0]) * bx + (y - a[1]) * by) / (bx * bx + by * by));
  }

  /** Signed distance from the axis: negative on the picture's left. */
  private static double away(double[] a, double[] b, double t, double x, double y) {
    double dx = x - a[0] - (b[0] - a[0]) * t;
    double dy = y - a[1] - (b[1] - a[1]) * t;
    double d = Math.sqrt(dx * dx + dy * dy);
    return dx < 0 ? -d : d;
  }
}
