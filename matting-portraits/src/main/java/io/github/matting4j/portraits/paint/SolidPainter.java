package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Figure;
import io.github.matting4j.portraits.figure.Noise;
import io.github.matting4j.portraits.figure.Part;
import io.github.matting4j.portraits.figure.Solid;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws a figure by marching one parallel ray per pixel into its distance field, then 4x4 finer
 * rays wherever the outline or a depth step crosses a pixel. A fine ray that misses closely still
 * covers its cell in proportion, so alpha is continuous. Tiles run in parallel and touch only their
 * own pixels, so the result does not depend on threads. Not thread-safe.
 */
final class SolidPainter {
  private static final int TILE = 16;
  private static final int FINE = 4;
  private static final float FAR = -1e9f;

  private final Figure figure;
  private final Appearance look;
  private final ViewFrame frame;
  private final PaintLayer layer;
  private final double pixel;

  /** Depth (larger is nearer) of the surface at each pixel's centre; far below zero where none. */
  final float[] depth;

  private final @Nullable Part[] part;
  private final boolean[] near;

  SolidPainter(Figure figure, Appearance look, ViewFrame frame, PaintLayer layer) {
    this.figure = figure;
    this.look = look;
    this.frame = frame;
    this.layer = layer;
    this.pixel = 1 / frame.scale();
    this.depth = new float[layer.width * layer.height];
    this.part = new Part[depth.length];
    this.near = new boolean[depth.length];
  }

  void paint() {
    int across = (layer.width + TILE - 1) / TILE;
    int down = (layer.height + TILE - 1) / TILE;
    IntStream.range(0, across * down)
        .parallel()
        .forEach(t -> tile(t % across * TILE, t / across * TILE, false));
    IntStream.range(0, across * down)
        .parallel()
        .forEach(t -> tile(t % across * TILE, t / across * TILE, true));
  }

  private Solid[] listFor(int px, int py, double margin) {
    return figure.above(
        frame.x(px), frame.y(py + TILE), frame.x(px + TILE), frame.y(py), 2 * pixel + margin);
  }

  /** What can stand between the key lamp and the tile. */
  private Solid[] castersFor(int px, int py) {
    double far = 1.2;
    return figure.above(
        frame.x(px) + far * Light.KX,
        frame.y(py + TILE),
        frame.x(px + TILE),
        frame.y(py) + far * Light.KY,
        0.05);
  }

  private void tile(int px, int py, boolean fine) {
    Solid[] list = listFor(px, py, 0.02);
    Worker worker = new Worker(list, listFor(px, py, 0.28), castersFor(px, py));
    int x1 = Math.min(layer.width, px + TILE);
    int y1 = Math.min(layer.height, py + TILE);
    for (int y = py; y < y1; y++) {
      for (int x = px; x < x1; x++) {
        if (!fine) {
          worker.coarse(x, y);
        } else if (list.length > 0 && crossed(x, y)) {
          worker.fine(x, y);
        }
      }
    }
  }

  /** Whether an outline, a change of part or a depth step lies at this pixel. */
  private boolean crossed(int x, int y) {
    int i = y * layer.width + x;
    if (depth[i] <= FAR) {
      return near[i];
    }
    return differs(i, x > 0 ? i - 1 : i)
        || differs(i, x < layer.width - 1 ? i + 1 : i)
        || differs(i, y > 0 ? i - layer.width : i)
        || differs(i, y < layer.height - 1 ? i + layer.width : i);
  }

  private boolean differs(int i, int j) {
    return part[i] != part[j] || Math.abs(depth[i] - depth[j]) > 5 * pixel;
  }

  /** Scratch of one tile. */
  private final class Worker {
    private final Solid[] list;
    private final Solid[] around;
    private final Solid[] casters;
    private final Figure.Probe probe = figure.new Probe();
    private final Shader shader = new Shader(look, figure.turn, pixel);
    private final double[] n = new double[3];
    private final double[] rgb = new double[3];
    private double hitZ;
    private double miss;

    Worker(Solid[] list, Solid[] around, Solid[] casters) {
      this.list = list;
      this.around = around;
      this.casters = casters;
    }

    void coarse(int px, int py) {
      int i = py * layer.width + px;
      depth[i] = FAR;
      if (list.length == 0) {
        return;
      }
      double x = frame.x(px + 0.5);
      double y = frame.y(py + 0.5);
      boolean hit = march(x, y);
      near[i] = hit || miss < pixel;
      if (hit) {
        depth[i] = (float) hitZ;
        part[i] = probe.part;
        colour(x, y);
        layer.over(i, rgb[0], rgb[1], rgb[2], 1);
      }
    }

    void fine(int px, int py) {
      double cell = pixel / FINE;
      double alpha = 0;
      double r = 0;
      double g = 0;
      double b = 0;
      double hits = 0;
      for (int s = 0; s < FINE * FINE; s++) {
        int column = s % FINE;
        int row = s / FINE;
        double x = frame.x(px + (column + 0.5) / FINE);
        double y = frame.y(py + (row + 0.5) / FINE);
        boolean hit = march(x, y);
        double cover = hit ? 1 : Noise.clamp(1 - miss / cell);
        if (cover > 0) {
          colour(x, y);
          alpha += cover;
          r += rgb[0] * cover;
          g += rgb[1] * cover;
          b += rgb[2] * cover;
          hits += cover;
        }
      }
      int o = 4 * (py * layer.width + px);
      double scale = hits > 0 ? 1.0 / (FINE * FINE) : 0;
      layer.rgba[o] = (float) (r * scale);
      layer.rgba[o + 1] = (float) (g * scale);
      layer.rgba[o + 2] = (float) (b * scale);
      layer.rgba[o + 3] = (float) (alpha / (FINE * FINE));
    }

    /** Marches from the front; leaves the depth of the hit or of the closest approach. */
    private boolean march(double x, double y) {
      double z = 1.2;
      double closest = 1e9;
      double closestZ = 0;
      double tolerance = 0.12 * pixel + 2e-4;
      for (int step = 0; step < 96 && z > -1.3; step++) {
        double d = probe.distance(list, x, y, z);
        if (d < tolerance) {
          hitZ = z;
          miss = 0;
          return true;
        }
        if (d < closest) {
          closest = d;
          closestZ = z;
        }
        z -= Math.max(d * 0.85, 0.4 * tolerance);
      }
      hitZ = closestZ;
      miss = closest;
      return false;
    }

    private void colour(double x, double y) {
      double z = hitZ;
      probe.distance(list, x, y, z);
      Part p = probe.part;
      probe.normal(list, x, y, z, Math.max(0.005, 0.5 * pixel), n);
      double ambient = openness(x, y, z);
      double shadow = Light.key(n, 0.4) > 0 ? keyVisible(x, y, z) : 0;
      probe.part = p;
      shader.shade(p, x, y, z, n, shadow, ambient, rgb);
    }

    private double openness(double x, double y, double z) {
      double shut = 0;
      double weight = 1;
      for (int k = 1; k <= 4; k++) {
        double h = 0.05 * k * (0.6 + 0.2 * k);
        double d = probe.distance(around, x + n[0] * h, y + n[1] * h, z + n[2] * h);
        shut += weight * Math.max(0, h - d) / h;
        weight *= 0.75;
      }
      return Math.max(0.2, 1 - 0.27 * shut);
    }

    /** Soft shadow of the key lamp: 1 in full light. */
    private double keyVisible(double x, double y, double z) {
      double visible = 1;
      double t = 0.03;
      for (int k = 0; k < 20 && t < 1.2; k++) {
        double px = x + n[0] * 0.015 + Light.KX * t;
        double py = y + n[1] * 0.015 + Light.KY * t;
        double pz = z + n[2] * 0.015 + Light.KZ * t;
        double d = probe.distance(casters, px, py, pz);
        visible = Math.min(visible, 0.5 + 0.5 * d / (0.22 * t));
        if (visible <= 0) {
          return 0;
        }
        t += Math.max(0.02 + 0.02 * t, Math.min(0.2, d * 0.7));
      }
      double v = Noise.clamp(visible);
      return v * v * (3 - 2 * v);
    }
  }
}
