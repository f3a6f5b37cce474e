package io.github.matting4j.portraits.figure;

/**
 * One rounded building block, an ellipsoid or a tapered capsule, given by a signed distance (nearly
 * exact, so marching takes shortened steps). Blocks of the same part blend smoothly over {@code
 * blend}; a carving block is subtracted. Immutable.
 */
public final class Solid {
  final Part part;
  final boolean onHead;
  final boolean carves;
  final double blend;
  private final boolean capsule;
  private final double ax;
  private final double ay;
  private final double az;
  private final double bx;
  private final double by;
  private final double bz;
  private final double ra;
  private final double rb;
  private final double depth;
  private final double inverseLength;
  private final double cx;
  private final double cy;
  private final double cz;
  private final double reach;

  private Solid(
      Part part,
      boolean onHead,
      boolean carves,
      double blend,
      boolean capsule,
      double[] a,
      double[] b,
      double ra,
      double rb,
      double depth) {
    this.part = part;
    this.onHead = onHead;
    this.carves = carves;
    this.blend = blend;
    this.capsule = capsule;
    this.ax = a[0];
    this.ay = a[1];
    this.az = a[2];
    this.bx = capsule ? b[0] - a[0] : b[0];
    this.by = capsule ? b[1] - a[1] : b[1];
    this.bz = capsule ? (b[2] - a[2]) / depth : b[2];
    this.ra = ra;
    this.rb = rb;
    this.depth = depth;
    this.inverseLength = 1 / Math.max(1e-9, bx * bx + by * by + bz * bz);
    this.cx = capsule ? ax + bx / 2 : ax;
    this.cy = capsule ? ay + by / 2 : ay;
    this.cz = capsule ? az + bz * depth / 2 : az;
    this.reach = capsule ? capsuleReach() : Math.max(bx, Math.max(by, bz));
  }

  static Solid ellipsoid(Part part, double blend, double[] centre, double[] radii) {
    return new Solid(part, false, false, blend, false, centre, radii, 0, 0, 1);
  }

  /** Capsule from a (radius ra) to b (radius rb), flattened in z by {@code depth} (1: round). */
  static Solid capsule(
      Part part, double blend, double[] a, double ra, double[] b, double rb, double depth) {
    return new Solid(part, false, false, blend, true, a, b, ra, rb, depth);
  }

  Solid head() {
    return copy(true, carves);
  }

  Solid carving() {
    return copy(onHead, true);
  }

  private Solid copy(boolean head, boolean carving) {
    double[] a = {ax, ay, az};
    double[] b =
        capsule ? new double[] {ax + bx, ay + by, az + bz * depth} : new double[] {bx, by, bz};
    return new Solid(part, head, carving, blend, capsule, a, b, ra, rb, depth);
  }

  double distance(double x, double y, double z) {
    double px = x - ax;
    double py = y - ay;
    double pz = (z - az) / depth;
    if (capsule) {
      double t = (px * bx + py * by + pz * bz) * inverseLength;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      double qx = px - bx * t;
      double qy = py - by * t;
      double qz = pz - bz * t;
      double d = Math.sqrt(qx * qx + qy * qy + qz * qz) - (ra + (rb - ra) * t);
      return d * Math.min(1, depth);
    }
    double ex = px / bx;
    double ey = py / by;
    double ez = pz / bz;
    double k0 = Math.sqrt(ex * ex + ey * ey + ez * ez);
    double gx = ex / bx;
    double gy = ey / by;
    double gz = ez / bz;
    double k1 = Math.sqrt(gx * gx + gy * gy + gz * gz);
    return k1 < 1e-9 ? -Math.min(bx, Math.min(by, bz)) : k0 * (k0 - 1) / k1;
  }

  /** Centre of a ball around the block, in its own space. */
  double[] centre() {
    return new double[] {cx, cy, cz};
  }

  /** Radius of that ball. */
  double reach() {
    return reach;
  }

  /** Cheap test: true only if the point is farther than {@code limit} from the block. */
  boolean isFartherThan(double limit, double x, double y, double z) {
    // Flattened blocks understate distances by their depth; the ball must not overstate them.
    double r = reach + Math.max(0, limit) / Math.min(1, depth);
    double dx = x - cx;
    double dy = y - cy;
    double dz = z - cz;
    return dx * dx + dy * dy + dz * dz > r * r;
  }

  private double capsuleReach() {
    double half = Math.sqrt(bx * bx + by * by + bz * bz * depth * depth) / 2;
    return half + Math.max(ra, rb) * Math.max(1, depth);
  }
}
