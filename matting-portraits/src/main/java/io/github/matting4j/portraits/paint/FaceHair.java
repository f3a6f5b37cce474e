package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Anatomy;
import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Figure;
import io.github.matting4j.portraits.figure.Noise;
import io.github.matting4j.portraits.figure.Solid;
import io.github.matting4j.portraits.figure.SplitMix;
import java.util.ArrayList;
import java.util.List;

/** Brows, lashes, beard and the wire of glasses: fine strands on the face. Not thread-safe. */
final class FaceHair {
  private final Appearance look;
  private final Figure figure;
  private final Solid[] solids;
  private final Figure.Probe probe;
  private final SplitMix random;
  private final HairLight light;
  private final double[] p = new double[3];
  private final List<Strand> out = new ArrayList<>();

  FaceHair(Appearance look, Figure figure) {
    this.look = look;
    this.figure = figure;
    this.solids = figure.all();
    this.probe = figure.new Probe();
    this.random = new SplitMix(look.seed).fork(3);
    this.light = new HairLight(look, 0.12);
  }

  Strand[] grow() {
    for (int side = -1; side <= 1; side += 2) {
      brow(side);
      lashes(side);
    }
    if (look.has(Appearance.Extra.BEARD)) {
      beard();
    }
    if (look.has(Appearance.Extra.GLASSES)) {
      glasses();
    }
    return out.toArray(new Strand[0]);
  }

  private void brow(int side) {
    double half = look.broad ? 0.020 : 0.013;
    for (int i = 0; i < 150; i++) {
      double u = random.between(-0.02, 1.0);
      double spread = half * (1 - 0.7 * u * u) * random.between(-1, 1);
      double x = 0.05 + 0.175 * u;
      double y = FacePaint.browLine(u) + spread;
      double length = random.between(0.018, 0.034);
      double rise = Noise.mix(0.9, -0.35, u) - 12 * spread;
      hair(side * x, y, side * length, rise * length * 0.7, 0.006, 0.0011, 0.6);
    }
  }

  private void lashes(int side) {
    for (int i = 0; i < 34; i++) {
      double u = random.between(-0.75, 1.0);
      double x = Anatomy.EYE_X + u * FacePaint.EYE_WIDTH;
      double y = Anatomy.EYE_Y + FacePaint.upper(u) + 0.002;
      double length = (look.broad ? 0.014 : 0.024) * (0.7 + 0.4 * u);
      hair(side * x, y, side * (0.25 + 0.7 * u) * length, length, 0.018, 0.0012, 0.2);
    }
  }

  private void beard() {
    for (int i = 0; i < 5200; i++) {
      double x = random.between(-0.30, 0.30);
      double y = random.between(-0.53, -0.15);
      if (random.next() < Scalp.beard(x, y)) {
        double length = random.between(0.02, 0.06);
        hair(x, y, 0.5 * x * length / 0.2 + 0.01 * random.bell(), -length, 0.018, 0.0012, 0.95);
      }
    }
  }

  /** A short bowed hair from the face at head x, y; lifts off by {@code lift} at its tip. */
  private void hair(
      double x, double y, double dx, double dy, double lift, double half, double tone) {
    double z = surface(x, y);
    if (z < -0.1) {
      return;
    }
    int n = 6;
    float[] xyz = new float[3 * n];
    for (int k = 0; k < n; k++) {
      double t = k / (n - 1.0);
      double bow = t * t;
      put(xyz, k, x + dx * t, y + dy * (0.55 * t + 0.45 * bow), z + 0.003 + lift * t);
    }
    double shade = tone * (1 + 0.2 * random.bell());
    out.add(light.strand(xyz, 0.7, shade, half * random.between(0.7, 1.2), half * 0.2, figure));
  }

  /** Depth of the face at head x, y, in the head's space. */
  private double surface(double x, double y) {
    double z = 0.6;
    for (int k = 0; k < 40 && z > -0.2; k++) {
      figure.turn.toBody(x, y, z, p);
      double d = probe.distance(solids, p[0], p[1], p[2]);
      if (d < 5e-4) {
        return z;
      }
      z -= Math.max(2e-4, 0.85 * d);
    }
    return z;
  }

  private void glasses() {
    for (int side = -1; side <= 1; side += 2) {
      int n = 49;
      float[] rim = new float[3 * n];
      for (int k = 0; k < n; k++) {
        double a = 2 * Math.PI * k / (n - 1);
        double c = StrictMath.cos(a);
        double s = StrictMath.sin(a);
        double bulge = 1 + 0.06 * 4 * c * c * s * s;
        double x = side * Anatomy.EYE_X * 1.03 + 0.105 * c * bulge;
        put(rim, k, x, Anatomy.EYE_Y - 0.008 + 0.085 * s * bulge, 0.415 - 0.9 * x * x);
      }
      wire(rim, 0.0075);
      wire(line(side * 0.235, 0.02, 0.36, side * 0.325, 0.015, -0.05), 0.0065);
    }
    wire(line(-0.033, 0.012, 0.425, 0.033, 0.012, 0.425), 0.0065);
  }

  private float[] line(double x0, double y0, double z0, double x1, double y1, double z1) {
    int n = 9;
    float[] xyz = new float[3 * n];
    for (int k = 0; k < n; k++) {
      double t = k / (n - 1.0);
      double arch = 0.012 * 4 * t * (1 - t);
      put(xyz, k, Noise.mix(x0, x1, t), Noise.mix(y0, y1, t) + arch, Noise.mix(z0, z1, t));
    }
    return xyz;
  }

  private void wire(float[] xyz, double half) {
    float[] rgb = new float[xyz.length];
    for (int i = 0; i < rgb.length; i += 3) {
      // Dark horn with a soft light along its upper side.
      float v =
          (float) (0.018 + 0.05 * Noise.hill(4 * (xyz[i + 1] - 0.0) * (xyz[i + 1] - 0.0) * 60));
      rgb[i] = v * 1.15f;
      rgb[i + 1] = v * 0.95f;
      rgb[i + 2] = v * 0.85f;
    }
    out.add(new Strand(xyz, rgb, half, half));
  }

  private void put(float[] xyz, int k, double x, double y, double z) {
    figure.turn.toBody(x, y, z, p);
    for (int c = 0; c < 3; c++) {
      xyz[3 * k + c] = (float) p[c];
    }
  }
}
