package io.github.matting4j.portraits.paint;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Draws strands with exact area coverage: a strand of width w pixels covers each pixel column (or
 * row, along its longer direction) by an area of w over the slope, however thin it is. What lies
 * behind the person's surface goes under the layer, the rest over it. Bands of rows run in
 * parallel, each drawing all strands in the same order. Stateless.
 */
final class StrandPainter {
  private static final int BAND = 32;

  private StrandPainter() {}

  static void paint(Strand[] strands, ViewFrame frame, PaintLayer layer, float[] depth) {
    Strand[] backToFront = strands.clone();
    Arrays.sort(backToFront, (a, b) -> Double.compare(a.meanZ, b.meanZ));
    int bands = (layer.height + BAND - 1) / BAND;
    IntStream.range(0, bands)
        .parallel()
        .forEach(
            b -> {
              int y0 = b * BAND;
              Band band = new Band(frame, layer, depth, y0, Math.min(layer.height, y0 + BAND));
              for (int i = backToFront.length - 1; i >= 0; i--) {
                band.draw(backToFront[i], true);
              }
              for (Strand s : backToFront) {
                band.draw(s, false);
              }
            });
  }

  /** Rows [y0, y1) and the segment being drawn. */
  private static final class Band {
    private final ViewFrame frame;
    private final PaintLayer layer;
    private final float[] depth;
    private final int y0;
    private final int y1;
    private boolean behind;
    private double ax;
    private double ay;
    private double bx;
    private double by;
    private double halfA;
    private double halfB;
    private int a;
    private Strand strand;

    Band(ViewFrame frame, PaintLayer layer, float[] depth, int y0, int y1) {
      this.frame = frame;
      this.layer = layer;
      this.depth = depth;
      this.y0 = y0;
      this.y1 = y1;
      this.strand = new Strand(new float[0], new float[0], 0, 0);
    }

    void draw(Strand s, boolean drawBehind) {
      strand = s;
      behind = drawBehind;
      int n = s.vertices();
      if (frame.pixelY(s.maxY) > y1 + 3 + reach(s) || frame.pixelY(s.minY) < y0 - 3 - reach(s)) {
        return;
      }
      for (int v = 0; v + 1 < n; v++) {
        a = v;
        ay = frame.pixelY(s.xyz[3 * v + 1]);
        by = frame.pixelY(s.xyz[3 * v + 4]);
        if (Math.max(ay, by) < y0 - 3 - reach(s) || Math.min(ay, by) > y1 + 3 + reach(s)) {
          continue;
        }
        ax = frame.pixelX(s.xyz[3 * v]);
        bx = frame.pixelX(s.xyz[3 * v + 3]);
        halfA = half((double) v / (n - 1));
        halfB = half((double) (v + 1) / (n - 1));
        if (Math.abs(bx - ax) >= Math.abs(by - ay)) {
          alongColumns();
        } else {
          alongRows();
        }
      }
    }

    private double reach(Strand s) {
      return Math.max(s.halfRoot, s.halfTip) * frame.scale() * 1.5;
    }

    /** Half width in pixels: full to the middle, then tapering to the tip. */
    private double half(double t) {
      double sprout = Math.min(1, 0.35 + 7 * t);
      double taper = t < 0.5 ? 0 : (t - 0.5) * 2;
      return sprout
          * frame.scale()
          * (strand.halfRoot + (strand.halfTip - strand.halfRoot) * taper * taper);
    }

    private void alongColumns() {
      double dx = bx - ax;
      double from = Math.min(ax, bx);
      double to = Math.max(ax, bx);
      double cos = Math.abs(dx) / Math.sqrt(dx * dx + (by - ay) * (by - ay) + 1e-18);
      int x0 = Math.max(0, (int) Math.ceil(from - 0.5));
      int last = Math.min(layer.width - 1, (int) Math.ceil(to - 0.5) - 1);
      for (int x = x0; x <= last; x++) {
        double t = (x + 0.5 - ax) / dx;
        double y = ay + (by - ay) * t;
        double half = halfA + (halfB - halfA) * t;
        double spread = (half + 0.5) / cos;
        int r0 = Math.max(y0, (int) Math.ceil(y - spread - 0.5));
        int r1 = Math.min(y1 - 1, (int) Math.floor(y + spread - 0.5));
        for (int r = r0; r <= r1; r++) {
          cover(r * layer.width + x, (r + 0.5 - y) * cos, half, t);
        }
      }
    }

    private void alongRows() {
      double dy = by - ay;
      double from = Math.min(ay, by);
      double to = Math.max(ay, by);
      double cos = Math.abs(dy) / Math.sqrt(dy * dy + (bx - ax) * (bx - ax) + 1e-18);
      int r0 = Math.max(y0, (int) Math.ceil(from - 0.5));
      int last = Math.min(y1 - 1, (int) Math.ceil(to - 0.5) - 1);
      for (int r = r0; r <= last; r++) {
        double t = (r + 0.5 - ay) / dy;
        double x = ax + (bx - ax) * t;
        double half = halfA + (halfB - halfA) * t;
        double spread = (half + 0.5) / cos;
        int x0 = Math.max(0, (int) Math.ceil(x - spread - 0.5));
        int x1 = Math.min(layer.width - 1, (int) Math.floor(x + spread - 0.5));
        for (int x2 = x0; x2 <= x1; x2++) {
          cover(r * layer.width + x2, (x2 + 0.5 - x) * cos, half, t);
        }
      }
    }

    /** Overlap of the strand [-half, half] with the pixel [d - 1/2, d + 1/2] across it. */
    private void cover(int pixel, double d, double half, double t) {
      double c = Math.min(d + 0.5, half) - Math.max(d - 0.5, -half);
      if (c <= 0) {
        return;
      }
      float[] p = strand.xyz;
      double z = p[3 * a + 2] + (p[3 * a + 5] - p[3 * a + 2]) * t;
      if (z < depth[pixel] != behind) {
        return;
      }
      float[] q = strand.rgb;
      int i = 3 * a;
      double r = q[i] + (q[i + 3] - q[i]) * t;
      double g = q[i + 1] + (q[i + 4] - q[i + 1]) * t;
      double b = q[i + 2] + (q[i + 5] - q[i + 2]) * t;
      if (behind) {
        layer.under(pixel, r, g, b, Math.min(1, c));
      } else {
        layer.over(pixel, r, g, b, Math.min(1, c));
      }
    }
  }
}
