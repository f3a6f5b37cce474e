package io.github.matting4j.portraits.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a person's solids: proportions after the artist's canon of seven and a half heads, face
 * landmarks at their usual heights (eyes half-way, nose base a fifth below, mouth under it).
 * Stateless.
 */
public final class Anatomy {
  /** Eye height and half distance in the head's space. */
  public static final double EYE_Y = -0.005;

  public static final double EYE_X = 0.130;

  private Anatomy() {}

  /** The person without a forearm that is in motion. */
  public static Figure figure(Appearance look) {
    List<Solid> parts = new ArrayList<>();
    head(look, parts);
    neck(look, parts);
    torso(look, parts);
    legs(look, parts);
    for (int side = -1; side <= 1; side += 2) {
      upperArm(look, side, parts);
      if (side < 0 || look.pose != Pose.WAVING) {
        forearm(look, side, parts);
      }
    }
    clothing(look, parts);
    if (look.hair == Hair.UP_DO) {
      parts.add(Solid.ellipsoid(Part.HAIR, 0.05, v(0, 0.565, -0.24), v(0.135, 0.115, 0.11)).head());
    }
    if (look.has(Appearance.Extra.HAT)) {
      hat(parts);
    }
    return new Figure(new HeadRotation(look.yaw, look.pitch, look.roll), parts);
  }

  /** The forearm and hand that are in motion, alone. */
  public static Figure movingArm(Appearance look) {
    List<Solid> parts = new ArrayList<>();
    forearm(look, 1, parts);
    return new Figure(new HeadRotation(0, 0, 0), parts);
  }

  private static void head(Appearance look, List<Solid> out) {
    double jaw = look.broad ? 1.10 : 0.90;
    ball(out, 0.05, 0, 0.13, -0.06, 0.325, 0.37, 0.40);
    ball(out, 0.08, 0, -0.09, 0.06, 0.268, 0.34, 0.30);
    ball(out, 0.08, 0, -0.405, 0.215, 0.095 * jaw, 0.085, 0.09);
    for (int side = -1; side <= 1; side += 2) {
      head(out, 0.09, side * 0.185 * jaw, -0.22, 0.02, 0.07, side * 0.05, -0.405, 0.2, 0.062);
      ball(out, 0.10, side * 0.148, -0.095, 0.21, 0.095, 0.08, 0.10);
      ball(out, 0.02, side * 0.312, -0.06, -0.06, 0.033, 0.10, 0.06);
      ball(out, 0.03, side * 0.043, -0.19, 0.355, 0.029, 0.027, 0.040);
      ball(out, 0.03, side * 0.03, -0.288, 0.338, 0.052, 0.019, 0.03);
    }
    ball(out, 0.07, 0, 0.075, 0.28, 0.21, 0.06, 0.075);
    for (int side = -1; side <= 1; side += 2) {
      out.add(
          Solid.ellipsoid(Part.SKIN, 0.06, v(side * EYE_X, EYE_Y, 0.40), v(0.085, 0.05, 0.095))
              .head()
              .carving());
    }
    head(out, 0.05, 0, 0.03, 0.325, 0.028, 0, -0.16, 0.40, 0.04);
    ball(out, 0.03, 0, -0.172, 0.405, 0.042, 0.04, 0.046);
    ball(out, 0.035, 0, -0.335, 0.333, 0.07, 0.026, 0.034);
    eyeballs(out);
  }

  private static void eyeballs(List<Solid> out) {
    // A part of its own, so that the carving of the sockets spares it.
    for (int side = -1; side <= 1; side += 2) {
      out.add(
          Solid.ellipsoid(Part.EYE, 0.005, v(side * EYE_X, EYE_Y, 0.235), v(0.088, 0.072, 0.082))
              .head());
    }
  }

  private static void neck(Appearance look, List<Solid> out) {
    double r = look.broad ? 0.195 : 0.158;
    body(out, Part.SKIN, 0.06, v(0, -0.30, -0.10), r, v(0, -0.80, -0.13), r * 1.08, 1);
    double s = look.shoulder();
    for (int side = -1; side <= 1; side += 2) {
      double fall = look.pose == Pose.ARMS_RAISED ? 0.06 : 0;
      body(
          out,
          Part.SKIN,
          0.14,
          v(side * 0.06, -0.70, -0.16),
          0.12,
          v(side * s * 0.9, -0.98 + fall, -0.14),
          0.125,
          1);
      // Collar bones and the cords of the neck.
      body(
          out,
          Part.SKIN,
          0.04,
          v(side * 0.06, -0.935, 0.10),
          0.028,
          v(side * 0.52, -0.90, -0.02),
          0.022,
          1);
      body(
          out,
          Part.SKIN,
          0.05,
          v(side * 0.15, -0.40, -0.06),
          0.03,
          v(side * 0.045, -0.90, 0.07),
          0.022,
          1);
    }
    out.add(Solid.ellipsoid(Part.SKIN, 0.12, v(0, -1.42, -0.12), v(s * 0.88, 0.62, 0.34)));
  }

  private static void torso(Appearance look, List<Solid> out) {
    double s = look.shoulder();
    double waist = look.broad ? 0.54 : 0.44;
    out.add(Solid.ellipsoid(Part.TOP, 0.25, v(0, -1.45, -0.12), v(s * 0.92, 0.66, 0.37)));
    body(out, Part.TOP, 0.3, v(0, -1.5, -0.1), s * 0.82, v(0, -2.45, -0.08), waist, 0.6);
    body(out, Part.TOP, 0.3, v(0, -2.45, -0.08), waist, v(0, -2.85, -0.1), 0.54, 0.64);
    if (!look.broad) {
      for (int side = -1; side <= 1; side += 2) {
        out.add(Solid.ellipsoid(Part.TOP, 0.16, v(side * 0.27, -1.55, 0.13), v(0.24, 0.25, 0.21)));
      }
    }
    double fall = look.pose == Pose.ARMS_RAISED ? 0.06 : 0;
    for (int side = -1; side <= 1; side += 2) {
      body(
          out,
          Part.TOP,
          0.14,
          v(side * 0.1, -0.72, -0.17),
          0.13,
          v(side * s * 0.9, -0.98 + fall, -0.14),
          0.155,
          1);
    }
  }

  private static void legs(Appearance look, List<Solid> out) {
    out.add(Solid.ellipsoid(Part.BOTTOM, 0.1, v(0, -3.12, -0.1), v(0.60, 0.42, 0.40)));
    for (int side = -1; side <= 1; side += 2) {
      double spread = look.pose == Pose.ARMS_RAISED ? 0.12 : 0;
      double kneeX = side * (0.30 + spread);
      double footX = side * (0.33 + 2 * spread);
      body(
          out,
          Part.BOTTOM,
          0.08,
          v(side * 0.25, -3.15, -0.1),
          0.33,
          v(kneeX, -5.0, -0.05),
          0.205,
          0.9);
      body(out, Part.BOTTOM, 0.08, v(kneeX, -5.0, -0.05), 0.205, v(footX, -6.62, -0.12), 0.15, 1);
      out.add(
          Solid.ellipsoid(
              Part.SHOE, 0.05, v(footX + side * 0.05, -6.86, 0.06), v(0.16, 0.13, 0.34)));
    }
  }

  private static void upperArm(Appearance look, int side, List<Solid> out) {
    Arm arm = Arm.of(look, side);
    double r = thickness(look);
    body(out, Part.SKIN, 0.05, arm.shoulder(), 0.15 * r, arm.elbow(), 0.105 * r, 1);
    if (longSleeves(look)) {
      body(out, Part.TOP, 0.07, arm.shoulder(), 0.20 * r, arm.elbow(), 0.155 * r, 1);
    } else if (look.garment == Garment.TEE) {
      body(out, Part.TOP, 0.07, arm.shoulder(), 0.19 * r, arm.upper(0.55), 0.175 * r, 1);
    } else {
      body(out, Part.TOP, 0.07, arm.shoulder(), 0.175 * r, arm.upper(0.1), 0.18 * r, 1);
    }
  }

  private static void forearm(Appearance look, int side, List<Solid> out) {
    Arm arm = Arm.of(look, side);
    double r = thickness(look);
    body(out, Part.SKIN, 0.05, arm.elbow(), 0.108 * r, arm.wrist(), 0.066 * r, 1);
    hand(arm, out);
    if (longSleeves(look)) {
      body(out, Part.TOP, 0.07, arm.elbow(), 0.155 * r, arm.wrist(), 0.105 * r, 1);
    }
  }

  private static double thickness(Appearance look) {
    return look.broad ? 1.12 : 0.92;
  }

  private static boolean longSleeves(Appearance look) {
    return look.garment == Garment.KNIT || look.garment == Garment.V_NECK;
  }

  /** Palm, four fingers and a thumb, spread when the arm is up. */
  private static void hand(Arm arm, List<Solid> out) {
    double[] d = arm.along();
    // Across the palm, in the picture plane.
    double[] c = {d[1] * arm.side(), -d[0] * arm.side(), 0};
    double[] w = arm.wrist();
    double[] knuckles = at(w, d, c, 0.36, 0);
    body(out, Part.SKIN, 0.05, at(w, d, c, 0.04, 0), 0.07, at(w, d, c, 0.2, -0.03), 0.085, 0.6);
    body(out, Part.SKIN, 0.05, at(w, d, c, 0.2, 0.03), 0.085, knuckles, 0.09, 0.55);
    double fan = d[1] > 0 ? 0.11 : 0.03;
    double[] lengths = {0.27, 0.34, 0.37, 0.31};
    for (int f = 0; f < 4; f++) {
      double offset = (f - 1.5) * 0.055;
      double[] from = at(w, d, c, 0.38, -offset);
      double[] to = at(w, d, c, 0.38 + lengths[f], -offset - (f - 1.5) * fan);
      body(out, Part.SKIN, 0.012, from, 0.034, to, 0.023, 1);
    }
    double out1 = d[1] > 0 ? 0.25 : 0.14;
    body(out, Part.SKIN, 0.03, at(w, d, c, 0.12, 0.06), 0.042, at(w, d, c, 0.4, out1), 0.027, 1);
  }

  private static double[] at(double[] base, double[] d, double[] c, double along, double across) {
    return v(
        base[0] + d[0] * along + c[0] * across,
        base[1] + d[1] * along + c[1] * across,
        base[2] + d[2] * along + c[2] * across);
  }

  private static void clothing(Appearance look, List<Solid> out) {
    if (look.garment == Garment.KNIT) {
      body(out, Part.TOP, 0.05, v(0, -0.58, -0.12), 0.225, v(0, -0.86, -0.13), 0.27, 1);
      return;
    }
    double[] hole =
        switch (look.garment) {
          case V_NECK -> v(0.24, 0.56, 0.6);
          case SHEER_BLOUSE -> v(0.50, 0.38, 0.7);
          default -> v(0.30, 0.30, 0.6);
        };
    out.add(Solid.ellipsoid(Part.TOP, 0.02, v(0, -0.72, 0.0), hole).carving());
  }

  private static void hat(List<Solid> out) {
    out.add(Solid.ellipsoid(Part.HAT, 0.06, v(0, 0.36, -0.07), v(0.38, 0.36, 0.43)).head());
    out.add(Solid.ellipsoid(Part.HAT, 0.06, v(0, 0.255, -0.04), v(0.80, 0.035, 0.78)).head());
    out.add(
        Solid.ellipsoid(Part.HAT, 0.05, v(0, 0.86, -0.07), v(0.22, 0.2, 0.12)).head().carving());
  }

  private static void ball(
      List<Solid> out,
      double blend,
      double x,
      double y,
      double z,
      double rx,
      double ry,
      double rz) {
    out.add(Solid.ellipsoid(Part.SKIN, blend, v(x, y, z), v(rx, ry, rz)).head());
  }

  private static void head(
      List<Solid> out,
      double blend,
      double x0,
      double y0,
      double z0,
      double r0,
      double x1,
      double y1,
      double z1,
      double r1) {
    out.add(Solid.capsule(Part.SKIN, blend, v(x0, y0, z0), r0, v(x1, y1, z1), r1, 1).head());
  }

  private static void body(
      List<Solid> out,
      Part part,
      double blend,
      double[] a,
      double ra,
      double[] b,
      double rb,
      double depth) {
    out.add(Solid.capsule(part, blend, a, ra, b, rb, depth));
  }

  static double[] v(double x, double y, double z) {
    return new double[] {x, y, z};
  }
}
