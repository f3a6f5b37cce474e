package io.github.matting4j.portraits.figure;

/** Rotation of the head against the body: yaw, then pitch, then roll, about the neck. Immutable. */
public final class HeadRotation {
  /** The joint at the top of the neck, in the body's space. */
  private static final double PIVOT_Y = -0.42;

  private static final double PIVOT_Z = -0.08;

  /** How far the head sits below the origin's height, so that the neck is not too long. */
  private static final double DROP = 0.09;

  private final double[] m = new double[9];

  /**
   * Angles in radians; positive yaw looks to the picture's right, positive roll tips to the left.
   */
  HeadRotation(double yaw, double pitch, double roll) {
    double cy = StrictMath.cos(yaw);
    double sy = StrictMath.sin(yaw);
    double cp = StrictMath.cos(pitch);
    double sp = StrictMath.sin(pitch);
    double cr = StrictMath.cos(roll);
    double sr = StrictMath.sin(roll);
    // m = Rz(roll) * Rx(pitch) * Ry(yaw), head to body.
    double[] a = {cy, 0, sy, sp * sy, cp, -sp * cy, -cp * sy, sp, cp * cy};
    for (int c = 0; c < 3; c++) {
      m[c] = cr * a[c] - sr * a[3 + c];
      m[3 + c] = sr * a[c] + cr * a[3 + c];
      m[6 + c] = a[6 + c];
    }
  }

  /** Point of the body's space to the head's. */
  public void toHead(double x, double y, double z, double[] out) {
    double px = x;
    double py = y + DROP - PIVOT_Y;
    double pz = z - PIVOT_Z;
    out[0] = m[0] * px + m[3] * py + m[6] * pz;
    out[1] = m[1] * px + m[4] * py + m[7] * pz + PIVOT_Y;
    out[2] = m[2] * px + m[5] * py + m[8] * pz + PIVOT_Z;
  }

  /** Point of the head's space to the body's. */
  public void toBody(double x, double y, double z, double[] out) {
    direction(x, y - PIVOT_Y, z - PIVOT_Z, out);
    out[1] += PIVOT_Y - DROP;
    out[2] += PIVOT_Z;
  }

  /** Direction of the head's space in the body's. */
  public void direction(double x, double y, double z, double[] out) {
    out[0] = m[0] * x + m[1] * y + m[2] * z;
    out[1] = m[3] * x + m[4] * y + m[5] * z;
    out[2] = m[6] * x + m[7] * y + m[8] * z;
  }
}
