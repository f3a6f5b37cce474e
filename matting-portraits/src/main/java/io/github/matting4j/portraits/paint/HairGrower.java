package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Figure;
import io.github.matting4j.portraits.figure.Hair;
import io.github.matting4j.portraits.figure.Noise;
import io.github.matting4j.portraits.figure.Part;
import io.github.matting4j.portraits.figure.Solid;
import io.github.matting4j.portraits.figure.SplitMix;
import java.util.ArrayList;
import java.util.List;

/**
 * Grows a head of hair: roots on the scalp, guide curves that are combed away from the parting,
 * fall under gravity and slide over head and shoulders, and around each guide a lock of finer
 * hairs; then stray hairs, which leave the outline singly. Not thread-safe.
 */
final class HairGrower {
  private static final int STEPS = 28;
  private final Appearance look;
  private final HairShape shape;
  private final Figure figure;
  private final Solid[] solids;
  private final Figure.Probe probe;
  private final SplitMix random;
  private final HairLight light;
  private final double[] p = new double[3];
  private final double[] d = new double[3];
  private final double[] n = new double[3];
  private final double[] h = new double[3];
  private final double parting;
  private final List<Strand> out = new ArrayList<>();

  HairGrower(Appearance look, Figure figure) {
    this.look = look;
    this.shape = HairShape.of(look.hair);
    this.figure = figure;
    this.solids = figure.without(Part.HAT);
    this.probe = figure.new Probe();
    this.random = new SplitMix(look.seed).fork(2);
    this.light = new HairLight(look, 1);
    this.parting = random.next() < 0.5 ? -0.10 : 0.10;
  }

  Strand[] grow() {
    for (int g = 0; g < shape.guides(); g++) {
      double layer = random.next();
      float[] guide = guide(layer, 1);
      lock(guide, layer, shape.children(), shape.wander(), 0.0013);
    }
    for (int s = 0; s < shape.stray(); s++) {
      float[] guide = guide(random.between(0.75, 1.35), random.between(0.55, 1.15));
      stray(guide);
    }
    if (look.hair == Hair.UP_DO) {
      bun();
    }
    return out.toArray(new Strand[0]);
  }

  /** Root on the scalp in the head's space, into h, with its normal in n. */
  private void root() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      double z = random.between(-1, 1);
      double angle = random.between(0, 2 * Math.PI);
      double r = Math.sqrt(1 - z * z);
      double x = r * StrictMath.cos(angle);
      double y = r * StrictMath.sin(angle);
      h[0] = 0.335 * x;
      h[1] = 0.13 + 0.37 * y;
      h[2] = -0.06 + 0.40 * z;
      boolean covered = look.has(Appearance.Extra.HAT) && h[1] > 0.20;
      if (!covered && random.next() < Scalp.density(h[0], h[1], h[2])) {
        double nx = x / 0.335;
        double ny = y / 0.37;
        double nz = z / 0.40;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        n[0] = nx / length;
        n[1] = ny / length;
        n[2] = nz / length;
        return;
      }
    }
  }

  /** A simulated curve of STEPS + 1 points in the body's space. */
  private float[] guide(double layer, double lengthScale) {
    root();
    double rootX = h[0];
    double rootY = h[1];
    double rootZ = h[2];
    combed(rootX, rootY, rootZ);
    figure.turn.toBody(h[0] + n[0] * 0.004, h[1] + n[1] * 0.004, h[2] + n[2] * 0.004, p);
    double[] comb = {d[0], d[1], d[2]};
    figure.turn.direction(comb[0], comb[1], comb[2], d);
    double length = shape.length() * lengthScale * random.between(0.82, 1.06) * trim(rootY, rootZ);
    double phase = random.between(0, 50);
    float[] points = new float[3 * (STEPS + 1)];
    double ds = length / STEPS;
    double offset = 0.008 + shape.lift() * layer;
    for (int k = 0; k <= STEPS; k++) {
      for (int c = 0; c < 3; c++) {
        points[3 * k + c] = (float) p[c];
      }
      bend(k * ds, ds, phase);
      for (int c = 0; c < 3; c++) {
        p[c] += d[c] * ds;
      }
      collide(Math.min(offset, 0.006 + 0.6 * (k + 1) * ds));
    }
    return points;
  }

  /** Sides and nape of short hair are clipped. */
  private double trim(double y, double z) {
    if (look.hair != Hair.SHORT) {
      return 1;
    }
    return Noise.mix(0.30, z > 0.1 ? 1.25 : 1.0, Noise.step(0.12, 0.36, y));
  }

  /** First direction of a hair in the head's space, into d. */
  private void combed(double x, double y, double z) {
    double side = x > parting ? 1 : -1;
    double front = Noise.step(0.0, 0.3, z);
    switch (look.hair) {
      case UP_DO -> toward(-x, 0.50 - y, -0.30 - z, 0.12);
      case CURLY -> toward(0.15 * random.bell(), 0.1, 0, 1.1);
      case SHORT -> toward(0.55 * -Math.signum(parting), 0.25 * front, 0.35 * front - 0.3, 0.55);
      default -> toward(side * (0.9 + 0.3 * front), -0.15, -0.55 * front - 0.15, 0.12);
    }
  }

  private void toward(double x, double y, double z, double lift) {
    double length = Math.sqrt(x * x + y * y + z * z) + 1e-9;
    d[0] = x / length + n[0] * lift + 0.10 * random.bell();
    d[1] = y / length + n[1] * lift + 0.10 * random.bell();
    d[2] = z / length + n[2] * lift + 0.10 * random.bell();
    unit(d);
  }

  private void bend(double s, double ds, double phase) {
    double swirl = 0.9 * ds / 0.06;
    double q = 3.0;
    if (look.hair == Hair.UP_DO) {
      figure.turn.toBody(0, 0.50, -0.26, h);
      double pull = 0.28;
      for (int c = 0; c < 3; c++) {
        d[c] = d[c] * (1 - pull) + pull * (h[c] - p[c]) / 0.25;
      }
      unit(d);
      return;
    }
    d[0] += swirl * 0.06 * Noise.at(p[0] * q, p[1] * q, p[2] * q + phase * 0.02, look.seed + 41);
    d[2] += swirl * 0.06 * Noise.at(p[0] * q, p[1] * q, p[2] * q + phase * 0.02, look.seed + 42);
    d[1] -= shape.gravity() * ds / 0.06 * 0.42 * Math.min(1, 0.35 + s * 2);
    figure.turn.toHead(p[0], p[1], p[2], h);
    boolean overFace = h[2] > 0.12 && Math.abs(h[0]) < 0.30 && h[1] < 0.26 && h[1] > -0.6;
    if (overFace && look.hair != Hair.SHORT) {
      d[0] += Math.signum(h[0] - parting * 0.3) * 0.55;
      d[2] -= 0.25;
    }
    unit(d);
  }

  private void collide(double offset) {
    if (look.has(Appearance.Extra.HAT)) {
      figure.turn.toHead(p[0], p[1], p[2], h);
      // Under the brim hair hangs; nothing rises through it.
      d[1] -= h[1] > 0.16 ? 0.5 : 0;
      unit(d);
    }
    for (int k = 0; k < 2; k++) {
      double dist = probe.distance(solids, p[0], p[1], p[2]);
      if (k == 0 && dist > offset && h[1] > -0.45 && look.hair != Hair.CURLY) {
        cling(dist - offset);
      }
      if (dist < offset) {
        probe.normal(solids, p[0], p[1], p[2], 0.01, n);
        double push = offset - dist;
        double along = d[0] * n[0] + d[1] * n[1] + d[2] * n[2];
        for (int c = 0; c < 3; c++) {
          p[c] += n[c] * push;
          d[c] -= along < 0 ? 0.8 * along * n[c] : 0;
        }
      }
    }
  }

  /** Hair that stands off the head is drawn back by the hair above it. */
  private void cling(double gap) {
    probe.normal(solids, p[0], p[1], p[2], 0.01, n);
    double pull = Math.min(0.3, 2.5 * gap);
    for (int c = 0; c < 3; c++) {
      d[c] -= n[c] * pull;
    }
  }

  private void lock(float[] guide, double layer, int children, double wander, double half) {
    double phase = random.between(0, 2 * Math.PI);
    double turns = shape.turns() * random.between(0.85, 1.15);
    double tone = 1 + 0.20 * random.bell() * 0.5;
    for (int c = 0; c < children; c++) {
      double a = random.between(0, 2 * Math.PI);
      double r = Math.sqrt(random.next()) * wander;
      double ox = r * StrictMath.cos(a);
      double oy = r * StrictMath.sin(a);
      double own = phase + 0.35 * random.bell();
      double cut = random.between(0.80, 1.0);
      float[] xyz = child(guide, ox, oy, own, turns, cut, 0);
      double shade = tone * (1 + 0.16 * random.bell());
      out.add(
          light.strand(xyz, layer, shade, half * random.between(0.7, 1.2), half * 0.15, figure));
    }
  }

  private void stray(float[] guide) {
    double a = random.between(0, 2 * Math.PI);
    double r = shape.wander() * random.between(0.5, 2.0);
    float[] xyz =
        child(
            guide,
            r * StrictMath.cos(a),
            r * StrictMath.sin(a),
            random.between(0, 6),
            shape.turns() * random.between(0.6, 1.4),
            random.between(0.6, 1.0),
            random.between(0.3, 1.0));
    double half = random.between(0.0004, 0.0008);
    out.add(light.strand(xyz, 1.0, 1.15, half, half * 0.3, figure));
  }

  /** A hair beside its guide, curling around it; {@code loose} lets it drift outwards. */
  private float[] child(
      float[] guide, double ox, double oy, double phase, double turns, double cut, double loose) {
    int vertices = shape.curl() > 0.02 ? 3 * STEPS + 1 : STEPS + 1;
    float[] xyz = new float[3 * vertices];
    long seed = look.seed + (long) (phase * 1000);
    double length = shape.length();
    double step = 2 * Math.PI * turns * length * cut / (vertices - 1.0);
    double cosStep = StrictMath.cos(step);
    double sinStep = StrictMath.sin(step);
    double cos = StrictMath.cos(phase);
    double sin = StrictMath.sin(phase);
    for (int v = 0; v < vertices; v++) {
      double t = cut * v / (vertices - 1.0);
      double g = t * STEPS;
      int k = Math.min(STEPS - 1, (int) g);
      double f = g - k;
      double grow = Math.min(1, t * 5);
      double pinch = shape.curl() > 0.02 ? 1 - 0.35 * t : 1 - 0.55 * t * t;
      double cx = shape.curl() * grow * cos;
      double cz = shape.curl() * grow * sin;
      double turned = cos * cosStep - sin * sinStep;
      sin = sin * cosStep + cos * sinStep;
      cos = turned;
      double nx = 0;
      double ny = 0;
      if (loose > 0) {
        double drift = loose * t * 0.13;
        nx = drift * Noise.at(t * 3, phase, seed) + loose * 0.02 * Noise.at(t * 9, phase, seed + 1);
        ny = drift * Noise.at(t * 3, phase, seed + 2) + loose * 0.06 * t;
      }
      double across = ox * pinch * Math.min(1, 0.25 + 4 * t);
      double depth = oy * pinch * Math.min(1, 0.25 + 4 * t);
      xyz[3 * v] = (float) (at(guide, k, f, 0) + across + cx + nx);
      xyz[3 * v + 1] = (float) (at(guide, k, f, 1) + depth * 0.5 + ny + 0.4 * cx);
      xyz[3 * v + 2] = (float) (at(guide, k, f, 2) + depth + cz);
    }
    return xyz;
  }

  private static double at(float[] guide, int k, double f, int c) {
    return guide[3 * k + c] + (guide[3 * k + 3 + c] - guide[3 * k + c]) * f;
  }

  /** A knot of hair behind the crown: loops at random tilts around its middle. */
  private void bun() {
    for (int s = 0; s < 2600; s++) {
      double tilt = random.bell() * 0.35;
      double lean = random.bell() * 0.35;
      double r = 0.155 * Math.sqrt(random.between(0.35, 1.0));
      double start = random.between(0, 6.28);
      double sweep = random.between(2.0, 4.5);
      float[] xyz = new float[3 * (STEPS + 1)];
      for (int k = 0; k <= STEPS; k++) {
        double a = start + sweep * k / STEPS;
        double x = r * StrictMath.cos(a);
        double y = r * StrictMath.sin(a) * 0.8;
        double z = x * lean + y * tilt + 0.12 * random.between(-0.02, 0.02);
        double bulge = Math.sqrt(Math.max(0, 0.0256 - r * r)) * (s % 2 == 0 ? 1 : 0.4);
        figure.turn.toBody(x, 0.565 + y, -0.24 + z + bulge, p);
        for (int c = 0; c < 3; c++) {
          xyz[3 * k + c] = (float) p[c];
        }
      }
      double shade = 1 + 0.2 * random.bell();
      out.add(light.strand(xyz, 0.8, shade, 0.0016, 0.0003, figure));
    }
  }

  private static void unit(double[] v) {
    double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]) + 1e-12;
    v[0] /= length;
    v[1] /= length;
    v[2] /= length;
  }
}
