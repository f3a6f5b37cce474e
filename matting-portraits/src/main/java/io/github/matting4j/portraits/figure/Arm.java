package io.github.matting4j.portraits.figure;

/** The joints of one arm in the body's space. The arrays are not to be modified. */
public final class Arm {
  private final int side;
  private final double[] shoulder;
  private final double[] elbow;
  private final double[] wrist;

  private Arm(int side, double[] shoulder, double[] elbow, double[] wrist) {
    this.side = side;
    this.shoulder = shoulder;
    this.elbow = elbow;
    this.wrist = wrist;
  }

  /** Side is -1 for the arm on the picture's left, 1 for the right. */
  public static Arm of(Appearance look, int side) {
    double s = look.shoulder();
    double x = side * (s + 0.03);
    boolean up = look.pose == Pose.ARMS_RAISED || (look.pose == Pose.WAVING && side > 0);
    if (!up) {
      return new Arm(
          side,
          Anatomy.v(x, -1.08, -0.14),
          Anatomy.v(side * (s + 0.20), -2.36, -0.2),
          Anatomy.v(side * (s + 0.17), -3.4, 0.08));
    }
    if (look.pose == Pose.WAVING) {
      return new Arm(
          side,
          Anatomy.v(x, -1.06, -0.14),
          Anatomy.v(side * (s + 0.50), -1.95, 0.1),
          Anatomy.v(side * (s + 0.62), -0.90, 0.35));
    }
    return new Arm(
        side,
        Anatomy.v(x * 0.97, -0.98, -0.14),
        Anatomy.v(side * (s + 0.55), 0.02, -0.12),
        Anatomy.v(side * (s + 0.34), 1.08, 0.0));
  }

  int side() {
    return side;
  }

  double[] shoulder() {
    return shoulder;
  }

  public double[] elbow() {
    return elbow;
  }

  public double[] wrist() {
    return wrist;
  }

  /** Point of the upper arm, 0 at the shoulder, 1 at the elbow. */
  public double[] upper(double t) {
    return Anatomy.v(
        Noise.mix(shoulder[0], elbow[0], t),
        Noise.mix(shoulder[1], elbow[1], t),
        Noise.mix(shoulder[2], elbow[2], t));
  }

  /** Unit direction of the forearm. */
  double[] along() {
    double dx = wrist[0] - elbow[0];
    double dy = wrist[1] - elbow[1];
    double dz = wrist[2] - elbow[2];
    double n = Math.sqrt(dx * dx + dy * dy + dz * dz);
    return Anatomy.v(dx / n, dy / n, dz / n);
  }
}
