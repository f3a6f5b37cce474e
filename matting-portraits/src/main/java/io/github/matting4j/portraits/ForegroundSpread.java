package io.github.matting4j.portraits;

import io.github.matting4j.portraits.paint.PaintLayer;

/**
 * Continues the foreground's colours into the area where alpha is 0: an image pyramid in which
 * pixels without weight take the colour of the next coarser level. Stateless.
 */
final class ForegroundSpread {
  private ForegroundSpread() {}

  /**
   * PaintLayer holds straight colours and a weight 0..1; colours with weight 1 stay as they are.
   */
  static void fill(PaintLayer layer) {
    if (layer.width == 1 && layer.height == 1) {
      return;
    }
    PaintLayer coarse = halved(layer);
    fill(coarse);
    float[] p = layer.rgba;
    for (int y = 0; y < layer.height; y++) {
      for (int x = 0; x < layer.width; x++) {
        int i = 4 * (y * layer.width + x);
        float w = p[i + 3];
        if (w < 1) {
          blend(coarse, x, y, p, i, w);
        }
      }
    }
  }

  /** Bilinear look into the coarser level, mixed in by what the weight leaves. */
  private static void blend(PaintLayer coarse, int x, int y, float[] p, int i, float w) {
    int x0 = Math.min(coarse.width - 1, Math.max(0, (x - 1) / 2));
    int y0 = Math.min(coarse.height - 1, Math.max(0, (y - 1) / 2));
    int x1 = Math.min(coarse.width - 1, x0 + 1);
    int y1 = Math.min(coarse.height - 1, y0 + 1);
    float fx = x == 0 ? 0 : x % 2 == 0 ? 0.75f : 0.25f;
    float fy = y == 0 ? 0 : y % 2 == 0 ? 0.75f : 0.25f;
    float[] q = coarse.rgba;
    int a = 4 * (y0 * coarse.width + x0);
    int b = 4 * (y0 * coarse.width + x1);
    int c = 4 * (y1 * coarse.width + x0);
    int d = 4 * (y1 * coarse.width + x1);
    for (int k = 0; k < 3; k++) {
      float top = q[a + k] + (q[b + k] - q[a + k]) * fx;
      float low = q[c + k] + (q[d + k] - q[c + k]) * fx;
      float v = top + (low - top) * fy;
      p[i + k] = w * p[i + k] + (1 - w) * v;
    }
  }

  private static PaintLayer halved(PaintLayer in) {
    PaintLayer out = new PaintLayer((in.width + 1) / 2, (in.height + 1) / 2);
    for (int y = 0; y < in.height; y++) {
      for (int x = 0; x < in.width; x++) {
        int i = 4 * (y * in.width + x);
        int o = 4 * (y / 2 * out.width + x / 2);
        float w = in.rgba[i + 3];
        for (int c = 0; c < 3; c++) {
          out.rgba[o + c] += w * in.rgba[i + c];
        }
        out.rgba[o + 3] += w;
      }
    }
    for (int o = 0; o < out.rgba.length; o += 4) {
      float w = out.rgba[o + 3];
      for (int c = 0; c < 3 && w > 0; c++) {
        out.rgba[o + c] /= w;
      }
      out.rgba[o + 3] = Math.min(1f, w);
    }
    return out;
  }
}
