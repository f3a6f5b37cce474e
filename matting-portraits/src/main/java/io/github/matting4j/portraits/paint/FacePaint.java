package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Anatomy;
import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Noise;

/**
 * Colours of the face over the head's own x and y: lips, cheeks, lids, eyes, brows' ground and the
 * shadow of a beard. Edges are as soft as the pixel demands. Immutable.
 */
final class FacePaint {
  static final double EYE_WIDTH = 0.074;
  private final Appearance look;
  private final double soft;
  private final double[] lip;

  /** {@code pixel} is the size of a pixel in heads. */
  FacePaint(Appearance look, double pixel) {
    this.look = look;
    this.soft = Math.max(0.002, 0.7 * pixel);
    double red = look.broad ? 0.35 : 0.75;
    this.lip =
        new double[] {
          Noise.mix(look.skin[0], look.skin[0] * 0.72 + 0.06, red),
          Noise.mix(look.skin[1], look.skin[1] * 0.38, red),
          Noise.mix(look.skin[2], look.skin[2] * 0.42, red)
        };
  }

  /** Paints the skin at a point of the head's space; returns extra shine 0..1. */
  double skin(double x, double y, double z, double[] albedo) {
    System.arraycopy(look.skin, 0, albedo, 0, 3);
    double mottle = 1 + 0.035 * Noise.octaves(x * 9, y * 9 + z * 5, 3, look.seed);
    for (int c = 0; c < 3; c++) {
      albedo[c] *= mottle;
    }
    if (z < 0.02) {
      scalp(x, y, z, albedo);
      ears(x, y, albedo);
      return 0;
    }
    blush(x, y, albedo);
    scalp(x, y, z, albedo);
    if (look.has(Appearance.Extra.BEARD)) {
      beardGround(x, y, albedo);
    }
    brow(x, y, albedo);
    aroundEyes(x, y, albedo);
    nostrils(x, y, albedo);
    return lips(x, y, albedo);
  }

  private void ears(double x, double y, double[] albedo) {
    double r = Noise.hill(sq((Math.abs(x) - 0.35) / 0.08) + sq((y + 0.06) / 0.14));
    tint(albedo, 1.06, 0.84, 0.8, r);
  }

  private void blush(double x, double y, double[] albedo) {
    double cheek = Noise.hill(sq((Math.abs(x) - 0.185) / 0.15) + sq((y + 0.15) / 0.13));
    tint(albedo, 1.03, 0.80, 0.78, cheek * (look.broad ? 0.3 : 0.55));
    double nose = Noise.hill(sq(x / 0.08) + sq((y + 0.175) / 0.07));
    tint(albedo, 1.03, 0.85, 0.82, nose * 0.5);
    double chin = Noise.hill(sq(x / 0.12) + sq((y + 0.42) / 0.08));
    tint(albedo, 1.02, 0.90, 0.88, chin * 0.6);
    double orbit = Noise.hill(sq((Math.abs(x) - 0.13) / 0.11) + sq((y - Anatomy.EYE_Y) / 0.085));
    tint(albedo, 0.88, 0.78, 0.78, orbit * 0.75);
  }

  /** Skin under hair takes the hair's colour, so that gaps between strands do not shine through. */
  private void scalp(double x, double y, double z, double[] albedo) {
    double t = Scalp.density(x, y, z) * 0.92;
    for (int c = 0; c < 3; c++) {
      albedo[c] = Noise.mix(albedo[c], look.hairColour[c] * 0.6, t);
    }
  }

  private void beardGround(double x, double y, double[] albedo) {
    double t = Scalp.beard(x, y) * 0.6;
    for (int c = 0; c < 3; c++) {
      albedo[c] = Noise.mix(albedo[c], look.hairColour[c], t);
    }
  }

  private void brow(double x, double y, double[] albedo) {
    double t = browDensity(Math.abs(x), y) * 0.8;
    for (int c = 0; c < 3; c++) {
      albedo[c] = Noise.mix(albedo[c], look.hairColour[c] * 0.7, t);
    }
  }

  /** 1 in the middle of a brow; {@code ax} is the distance from the face's middle. */
  private double browDensity(double ax, double y) {
    double u = (ax - 0.05) / 0.175;
    if (u < -0.1 || u > 1.1) {
      return 0;
    }
    double half = (look.broad ? 0.024 : 0.017) * (1 - 0.75 * u * u);
    double d = Math.abs(y - browLine(u)) / Math.max(0.002, half);
    return Noise.step(1.5, 0.5, d) * Noise.step(-0.1, 0.06, u) * Noise.step(1.05, 0.85, u);
  }

  /** Height of the brow's middle, {@code u} from 0 (nose) to 1 (temple). */
  static double browLine(double u) {
    return 0.088 + 0.062 * u - 0.058 * u * u * u;
  }

  private void aroundEyes(double x, double y, double[] albedo) {
    double ax = Math.abs(x);
    double u = (ax - Anatomy.EYE_X) / EYE_WIDTH;
    double v = y - Anatomy.EYE_Y;
    if (Math.abs(u) > 1.4) {
      return;
    }
    double arch = upper(u * 0.86);
    double crease = Math.abs(v - arch - 0.021 - 0.004 * u);
    double side = Noise.step(1.3, 0.8, Math.abs(u));
    tint(albedo, 0.62, 0.48, 0.45, Noise.step(0.006 + soft, 0, crease) * side * 0.75);
    double bag = Math.abs(v + 0.038 - 0.010 * u * u);
    tint(albedo, 0.86, 0.74, 0.74, Noise.step(0.012 + soft, 0, bag) * side * 0.5);
  }

  /** Upper lid's edge above the eye's middle at {@code u} in -1..1 (outer corner at 1). */
  static double upper(double u) {
    double t = Math.max(0, 1 - u * u);
    return 0.037 * Math.sqrt(t) * (0.62 + 0.38 * t) + 0.007 * u;
  }

  private static double lower(double u) {
    double t = Math.max(0, 1 - u * u);
    return -0.026 * t + 0.007 * u;
  }

  /** Paints the visible ball and the lids around it; returns shine 0..1. */
  double eye(double x, double y, double[] albedo) {
    double side = x < 0 ? -1 : 1;
    double dx = x - side * Anatomy.EYE_X;
    double u = dx * side / EYE_WIDTH;
    double v = y - Anatomy.EYE_Y;
    System.arraycopy(look.skin, 0, albedo, 0, 3);
    tint(albedo, 0.88, 0.74, 0.72, 0.7);
    double open =
        Noise.step(-soft, soft, upper(u) - v)
            * Noise.step(-soft, soft, v - lower(u))
            * Noise.step(1.0, 0.97 - soft * 8, Math.abs(u));
    double[] ball = ball(dx, v, upper(u) - v, u);
    for (int c = 0; c < 3; c++) {
      albedo[c] = Noise.mix(albedo[c], ball[c], open);
    }
    lashes(u, v, albedo);
    return open;
  }

  private void lashes(double u, double v, double[] albedo) {
    double inside = Noise.step(1.12, 0.98, Math.abs(u - 0.03));
    double thick = (look.broad ? 0.0055 : 0.008) * (0.75 + 0.45 * u);
    double line = Noise.step(thick + soft, thick * 0.5, Math.abs(v - upper(u) - 0.003));
    tint(albedo, 0.05, 0.035, 0.03, line * inside * 0.95);
    double low = Noise.step(0.004 + soft, 0, Math.abs(v - lower(u) + 0.002));
    tint(albedo, 0.5, 0.36, 0.33, low * inside * 0.7);
  }

  private double[] ball(double dx, double v, double below, double u) {
    double gaze = -look.yaw * 0.035;
    double r = Math.sqrt(sq(dx - gaze) + sq(v - 0.004));
    double[] c = {0.62, 0.585, 0.565};
    tint(c, 1.0, 0.72, 0.68, Noise.step(0.6, 1.05, Math.abs(u)) * 0.7);
    double iris = Noise.step(0.037 + soft, 0.037 - soft, r);
    double fibre = 0.8 + 0.5 * Noise.at(dx * 260, v * 260, look.seed + 5);
    double glow = 0.5 + 0.8 * Noise.step(0.0, -0.025, v - 0.004);
    for (int i = 0; i < 3; i++) {
      double tone = look.eye[i] * fibre * glow * Noise.mix(0.25, 1.25, Noise.step(0.038, 0.027, r));
      c[i] = Noise.mix(c[i], tone, iris);
      c[i] *= 1 - 0.97 * Noise.step(0.016 + soft, 0.016 - soft, r);
      // The upper lid shades the ball.
      c[i] *= Noise.mix(0.38, 1, Noise.step(-0.002, 0.022, below));
    }
    double spark = Math.sqrt(sq(dx - gaze + 0.012) + sq(v - 0.017));
    double s = Noise.step(0.0085 + soft, 0.0085 - soft, spark);
    double second = Math.sqrt(sq(dx - gaze - 0.013) + sq(v + 0.012));
    s = Math.max(s, 0.25 * Noise.step(0.007 + soft, 0.0, second));
    for (int i = 0; i < 3; i++) {
      c[i] = Noise.mix(c[i], 1.5, s);
    }
    return c;
  }

  private void nostrils(double x, double y, double[] albedo) {
    double t = Noise.hill(sq((Math.abs(x) - 0.029) / 0.021) + sq((y + 0.211) / 0.0125));
    tint(albedo, 0.16, 0.09, 0.08, Math.min(1, 1.5 * t));
  }

  /** Mouth line at {@code u} = x over the half width: corners slightly up. */
  private static double mouthLine(double u) {
    return -0.313 + 0.027 * u * u - 0.004 * (1 - u * u) * (1 - u * u);
  }

  private double lips(double x, double y, double[] albedo) {
    double u = x / (look.broad ? 0.118 : 0.112);
    if (Math.abs(u) > 1.15 || y > -0.25 || y < -0.40) {
      return 0;
    }
    double t = Math.max(0, 1 - u * u);
    double full = look.broad ? 0.85 : 1.2;
    double line = mouthLine(u);
    double bow = 0.030 * Math.sqrt(t) * (0.55 + 0.45 * t) - 0.006 * Noise.hill(sq(u / 0.22));
    double top = line + full * bow;
    double bottom = line - full * 0.044 * Math.sqrt(t) * (0.45 + 0.55 * t);
    double edge = 0.003 + soft;
    double inside =
        Noise.step(-edge, edge, top - y)
            * Noise.step(-edge, edge * 1.6, y - bottom)
            * Noise.step(1.02, 0.92, Math.abs(u));
    double shade = y > line ? 0.82 : 1.0;
    for (int c = 0; c < 3; c++) {
      albedo[c] = Noise.mix(albedo[c], lip[c] * shade, inside);
    }
    double seam = Noise.step(0.0045 + soft, 0.0005, Math.abs(y - line));
    tint(albedo, 0.30, 0.16, 0.15, seam * Noise.step(1.05, 0.7, Math.abs(u)) * 0.85);
    return y < line ? inside * 0.6 : inside * 0.2;
  }

  static void tint(double[] rgb, double r, double g, double b, double amount) {
    rgb[0] *= 1 + (r - 1) * amount;
    rgb[1] *= 1 + (g - 1) * amount;
    rgb[2] *= 1 + (b - 1) * amount;
  }

  private static double sq(double v) {
    return v * v;
  }
}
