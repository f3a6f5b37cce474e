package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Noise;

/**
 * A soft ellipse or box of the background. Positions and sizes in picture heights. Immutable.
 *
 * @param halfX half width
 * @param halfY half height
 * @param box box instead of ellipse
 * @param soft width of the blurred edge
 * @param rim how much brighter the edge is, as in a lens's discs of light
 */
public record Spot(
    double x,
    double y,
    double halfX,
    double halfY,
    boolean box,
    double soft,
    double red,
    double green,
    double blue,
    double alpha,
    double rim) {

  static Spot disc(double x, double y, double r, double soft, double[] rgb, double alpha) {
    return new Spot(x, y, r, r, false, soft, rgb[0], rgb[1], rgb[2], alpha, 0.35);
  }

  static Spot box(
      double x0, double y0, double x1, double y1, double soft, double[] rgb, double alpha) {
    return new Spot(
        (x0 + x1) / 2,
        (y0 + y1) / 2,
        (x1 - x0) / 2,
        (y1 - y0) / 2,
        true,
        soft,
        rgb[0],
        rgb[1],
        rgb[2],
        alpha,
        0);
  }

  /** Paints onto linear light at (u, v). */
  void onto(double u, double v, double[] rgb) {
    double dx = Math.abs(u - x);
    double dy = Math.abs(v - y);
    if (dx > halfX + soft || dy > halfY + soft) {
      return;
    }
    double a;
    double edge = 0;
    if (box) {
      a = Noise.step(soft, -soft, dx - halfX) * Noise.step(soft, -soft, dy - halfY);
    } else {
      double q = Math.sqrt(dx * dx / (halfX * halfX) + dy * dy / (halfY * halfY));
      a = Noise.step(soft, -soft, (q - 1) * Math.min(halfX, halfY));
      edge = rim * q * q * q * q;
    }
    double k = a * alpha * (1 - 0.4 * rim + edge);
    rgb[0] += (red - rgb[0]) * k;
    rgb[1] += (green - rgb[1]) * k;
    rgb[2] += (blue - rgb[2]) * k;
  }
}
