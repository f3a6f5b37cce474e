package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Figure;
import io.github.matting4j.portraits.figure.Noise;

/**
 * Colours hairs after Kajiya and Kay: the shading of a thread depends on its direction; the volume
 * of hair around it adds shade. Immutable apart from scratch; not thread-safe.
 */
final class HairLight {
  private final Appearance look;
  private final double gloss;
  private final double[] h = new double[3];

  /** Gloss 1 for combed hair, less for bristles. */
  HairLight(Appearance look, double gloss) {
    this.look = look;
    this.gloss = gloss;
  }

  /**
   * A strand with colours for its points.
   *
   * @param layer 0 close to the head, 1 outermost
   * @param tone brightness of this hair against its neighbours
   */
  Strand strand(
      float[] xyz, double layer, double tone, double halfRoot, double halfTip, Figure figure) {
    int vertices = xyz.length / 3;
    float[] rgb = new float[xyz.length];
    for (int v = 0; v < vertices; v++) {
      int a = 3 * Math.max(0, v - 1);
      int b = 3 * Math.min(vertices - 1, v + 1);
      double tx = xyz[b] - xyz[a];
      double ty = xyz[b + 1] - xyz[a + 1];
      double tz = xyz[b + 2] - xyz[a + 2];
      double length = Math.sqrt(tx * tx + ty * ty + tz * tz) + 1e-12;
      figure.turn.toHead(xyz[3 * v], xyz[3 * v + 1], xyz[3 * v + 2], h);
      double t = (double) v / (vertices - 1);
      vertex(tx / length, ty / length, tz / length, layer, tone, t, rgb, 3 * v);
    }
    return new Strand(xyz, rgb, halfRoot, halfTip);
  }

  private void vertex(
      double tx, double ty, double tz, double layer, double tone, double t, float[] rgb, int at) {
    double shade = shade() * (0.45 + 0.55 * Math.min(1, layer + 0.15));
    double key = tx * Light.KX + ty * Light.KY + tz * Light.KZ;
    double diffuse = Math.sqrt(Math.max(0, 1 - key * key));
    double spec = highlight(tx, ty, tz, 0.08);
    double tinted = highlight(tx, ty, tz, -0.12);
    double white = gloss * 0.16 * spec * spec * spec * shade;
    double[] c = look.hairColour;
    double body =
        tone * (0.34 + 0.95 * diffuse * shade) * Noise.mix(0.5, 1.12, Math.min(1, 3.5 * t));
    double glow = gloss * tone * 1.1 * tinted * shade;
    double back = gloss * 0.35 * rim();
    rgb[at] = (float) (c[0] * (body + glow + back) + white);
    rgb[at + 1] = (float) (c[1] * (body + glow + back) + white * 0.95);
    rgb[at + 2] = (float) (c[2] * (body + glow + back) + white * 0.88);
  }

  /** Shine of a thread whose scales tilt the light by {@code shift}. */
  private double highlight(double tx, double ty, double tz, double shift) {
    double hz = Light.KZ + 1;
    double n = Math.sqrt(Light.KX * Light.KX + Light.KY * Light.KY + hz * hz);
    double dot = (tx * Light.KX + ty * Light.KY + tz * hz) / n + shift;
    double s = Math.max(0, 1 - dot * dot);
    double s2 = s * s;
    double s4 = s2 * s2;
    double s8 = s4 * s4;
    return s8 * s8;
  }

  /** Light that reaches this part of the volume; h holds the point in the head's space. */
  private double shade() {
    double below = Noise.step(0.0, -0.5, h[1]);
    double nx = h[0];
    double ny = (h[1] - 0.05) * (1 - 0.8 * below);
    double nz = h[2] + 0.05;
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9;
    double facing = (nx * Light.KX + ny * Light.KY + nz * Light.KZ) / length;
    double open = 0.30 + 0.70 * Noise.step(-0.55, 0.75, facing);
    double neck = Noise.step(0.36, 0.2, Math.abs(h[0])) * Noise.step(-0.2, -0.45, h[1]);
    return open * (1 - 0.75 * neck * Noise.step(0.12, -0.05, h[2]));
  }

  private double rim() {
    double length = Math.sqrt(h[0] * h[0] + h[1] * h[1] + h[2] * h[2]) + 1e-9;
    return Noise.clamp((Math.abs(h[0]) * 0.9 + h[1] * 0.5 - h[2] * 0.3) / length);
  }
}
