package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Noise;

/** Where hair grows, in the head's space. Stateless. */
final class Scalp {
  private Scalp() {}

  /** 0 on bare skin, 1 where the hair is full; the hairline between is soft. */
  static double density(double x, double y, double z) {
    double ax = Math.abs(x);
    // Height of the hairline: the brow's bone in front, around the ear, the nape behind.
    double front = 0.335 - 1.1 * Math.max(0, ax - 0.10) * Math.max(0, ax - 0.10) * 4;
    double line;
    if (z > 0.16) {
      line = front;
    } else if (z > -0.06) {
      double t = (0.16 - z) / 0.22;
      line = Noise.mix(front, 0.02, t * t);
    } else {
      line = Noise.mix(0.02, -0.34, Noise.clamp((-0.06 - z) / 0.12));
    }
    return Noise.step(line - 0.025, line + 0.035, y);
  }

  /** 0 on bare skin, 1 where the beard is full. */
  static double beard(double x, double y) {
    double ax = Math.abs(x);
    double edge = -0.235 + 0.9 * Math.max(0, ax - 0.16);
    double jaw = Noise.step(edge + 0.03, edge - 0.03, y);
    double mouth = Noise.hill((x * x) / 0.0130 + (y + 0.325) * (y + 0.325) / 0.0022);
    return jaw * (1 - Math.min(1, 1.6 * mouth));
  }
}
