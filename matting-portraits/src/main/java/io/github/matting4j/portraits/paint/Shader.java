package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Garment;
import io.github.matting4j.portraits.figure.HeadRotation;
import io.github.matting4j.portraits.figure.Noise;
import io.github.matting4j.portraits.figure.Part;

/** Turns a surface point into linear light: skin, eyes, cloth, hat and leather. Not thread-safe. */
final class Shader {
  private static final double[] SKIN_WRAP = {0.42, 0.22, 0.15};
  private static final double[] CLOTH_WRAP = {0.12, 0.12, 0.12};
  private static final double[] SHOE = {0.03, 0.022, 0.018};
  private static final double[] HAT = {0.42, 0.31, 0.19};

  private final Appearance look;
  private final HeadRotation turn;
  private final FacePaint paint;
  private final double pixel;
  private final double[] head = new double[3];
  private final double[] albedo = new double[3];
  private final double[] bent = new double[3];

  Shader(Appearance look, HeadRotation turn, double pixel) {
    this.look = look;
    this.turn = turn;
    this.pixel = pixel;
    this.paint = new FacePaint(look, pixel);
  }

  /** Colour at point (x, y, z) with normal n, key-lamp visibility and openness 0..1. */
  void shade(
      Part part,
      double x,
      double y,
      double z,
      double[] n,
      double shadow,
      double ambient,
      double[] out) {
    turn.toHead(x, y, z, head);
    switch (part) {
      case SKIN, EYE -> skin(part == Part.EYE, n, shadow, ambient, out);
      case TOP -> cloth(look.top, look.garment == Garment.KNIT, x, y, z, n, shadow, ambient, out);
      case BOTTOM -> cloth(look.bottom, false, x, y, z, n, shadow, ambient, out);
      case SHOE -> leather(n, shadow, ambient, out);
      case HAT -> straw(n, shadow, ambient, out);
      case HAIR -> hair(n, shadow, ambient, out);
    }
  }

  private void skin(boolean eye, double[] n, double shadow, double ambient, double[] out) {
    double shine;
    if (eye) {
      shine = paint.eye(head[0], head[1], albedo);
    } else if (onHead()) {
      shine = paint.skin(head[0], head[1], head[2], albedo);
    } else {
      double mottle = 1 + 0.03 * Noise.octaves(head[0] * 7, head[1] * 7, 3, look.seed);
      for (int c = 0; c < 3; c++) {
        albedo[c] = look.skin[c] * mottle;
      }
      shine = 0;
    }
    Light.matt(n, albedo, SKIN_WRAP, shadow, ambient, out);
    double edge = 1 - Math.max(0, n[2]);
    double film = 0.055 * Light.gloss(n, 4) + 0.035 * Light.gloss(n, 6);
    film += 0.10 * shine * Light.gloss(n, 6);
    double sheen = film * shadow + 0.05 * edge * edge * edge * ambient;
    for (int c = 0; c < 3; c++) {
      out[c] += sheen;
    }
  }

  /** Whether the point is the head's, not the neck's or a raised arm's. */
  private boolean onHead() {
    double x = head[0] / 0.40;
    double y = head[1] / 0.54;
    return Math.abs(x) < 1 && Math.abs(y) < 1 && Math.abs(head[2]) < 0.6;
  }

  private void cloth(
      double[] colour,
      boolean knit,
      double x,
      double y,
      double z,
      double[] n,
      double shadow,
      double ambient,
      double[] out) {
    double h = relief(x, y, z, knit);
    double e = Math.max(0.004, pixel);
    double gx = (relief(x + e, y, z, knit) - h) / e;
    double gy = (relief(x, y + e, z, knit) - h) / e;
    bent[0] = n[0] - gx;
    bent[1] = n[1] - gy;
    bent[2] = n[2] + 0.0;
    double length = Math.sqrt(bent[0] * bent[0] + bent[1] * bent[1] + bent[2] * bent[2]);
    double weave = weave(x, y, knit);
    for (int c = 0; c < 3; c++) {
      bent[c] /= length;
      albedo[c] = colour[c] * weave;
    }
    double hollow = Noise.clamp(0.86 + 6 * h);
    Light.matt(bent, albedo, CLOTH_WRAP, shadow, ambient * hollow, out);
    double edge = 1 - Math.max(0, n[2]);
    double fuzz = 0.10 * edge * edge * ambient;
    for (int c = 0; c < 3; c++) {
      out[c] += fuzz * (0.3 * albedo[c] + 0.7 * Math.sqrt(albedo[c]) * 0.5);
    }
  }

  /** Height of the folds in heads. */
  private double relief(double x, double y, double z, boolean knit) {
    double warp = 0.5 * Noise.at(x * 1.3, y * 1.1, look.seed + 11);
    double drape = Noise.at(x * 2.3 + warp * 2, y * 1.0 + z + warp, look.seed + 12);
    double crease = Noise.at(x * 2.0 + y * 1.4, y * 1.2 - x, look.seed + 13);
    crease = 1 - Math.sqrt(crease * crease + 0.012);
    double fold = 0.045 * drape + 0.030 * crease * crease;
    return knit ? fold * 0.55 + ribs(x, y) : fold;
  }

  private double ribs(double x, double y) {
    double fade = Noise.clamp(1.6 - 3 * 18 * pixel);
    double u = x * 18 - Math.floor(x * 18);
    double rib = 4 * u * (1 - u);
    double v = y * 34 + Math.abs(u - 0.5) * 1.2;
    double stitch = v - Math.floor(v);
    return fade * (0.010 * rib + 0.003 * 4 * stitch * (1 - stitch));
  }

  private double weave(double x, double y, boolean knit) {
    double fade = Noise.clamp(1.6 - 3 * 110 * pixel);
    double thread =
        Noise.at(x * 220, y * 60, look.seed + 21) + Noise.at(x * 60, y * 220, look.seed + 22);
    double cloud = Noise.octaves(x * 6, y * 6, 2, look.seed + 23);
    return 1 + (knit ? 0.05 : 0.09) * fade * thread + 0.04 * cloud;
  }

  private void leather(double[] n, double shadow, double ambient, double[] out) {
    Light.matt(n, SHOE, CLOTH_WRAP, shadow, ambient, out);
    double shine = 0.12 * Light.gloss(n, 4) * shadow;
    for (int c = 0; c < 3; c++) {
      out[c] += shine;
    }
  }

  private void hair(double[] n, double shadow, double ambient, double[] out) {
    for (int c = 0; c < 3; c++) {
      albedo[c] = 0.55 * look.hairColour[c];
    }
    Light.matt(n, albedo, CLOTH_WRAP, shadow, ambient, out);
  }

  private void straw(double[] n, double shadow, double ambient, double[] out) {
    double angle = StrictMath.atan2(head[0], head[2] + 0.05);
    double fade = Noise.clamp(1.6 - 3 * 45 * pixel);
    double plait =
        Noise.at(
            angle * 40,
            head[1] * 90 + Math.sqrt(head[0] * head[0] + head[2] * head[2]) * 90,
            look.seed + 31);
    boolean ribbon = head[1] > 0.285 && head[1] < 0.375;
    for (int c = 0; c < 3; c++) {
      albedo[c] = ribbon ? 0.02 + 0.25 * look.top[c] : HAT[c] * (1 + 0.25 * fade * plait);
    }
    Light.matt(n, albedo, CLOTH_WRAP, shadow, ambient, out);
  }
}
