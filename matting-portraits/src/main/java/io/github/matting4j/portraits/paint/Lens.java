package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Noise;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Blurs a layer as a camera does. It works on premultiplied light, so colour and alpha blur
 * together and the ground truth stays exact. Rows run in parallel. Stateless.
 */
public final class Lens {
  /** Pixels of a layer per pixel of the picture in {@link #exposed}, along each axis. */
  public static final int OVERSAMPLING = 2;

  private static final int DISC_TAPS = 96;
  private static final double GOLDEN_ANGLE = 2.399963229728653;

  private Lens() {}

  /** The mean of the layer turned about (cx, cy) by -angle..angle: a limb during the exposure. */
  static PaintLayer smear(PaintLayer in, double cx, double cy, double angle, double reach) {
    PaintLayer out = new PaintLayer(in.width, in.height);
    int taps = (int) Math.max(9, Math.min(161, 2 * angle * reach));
    double[] cos = new double[taps];
    double[] sin = new double[taps];
    for (int k = 0; k < taps; k++) {
      double a = angle * (2 * (k + 0.5) / taps - 1);
      cos[k] = StrictMath.cos(a);
      sin[k] = StrictMath.sin(a);
    }
    int y0 = Math.max(0, (int) (cy - reach));
    int y1 = Math.min(in.height, (int) (cy + reach) + 1);
    int x0 = Math.max(0, (int) (cx - reach));
    int x1 = Math.min(in.width, (int) (cx + reach) + 1);
    IntStream.range(y0, Math.max(y0, y1))
        .parallel()
        .forEach(
            y -> {
              float[] sum = new float[4];
              for (int x = x0; x < x1; x++) {
                clear(sum);
                double dx = x + 0.5 - cx;
                double dy = y + 0.5 - cy;
                for (int k = 0; k < taps; k++) {
                  double sx = cx + dx * cos[k] - dy * sin[k];
                  double sy = cy + dx * sin[k] + dy * cos[k];
                  sample(in, sx - 0.5, sy - 0.5, 1f / taps, sum);
                }
                System.arraycopy(sum, 0, out.rgba, 4 * (y * in.width + x), 4);
              }
            });
    return out;
  }

  /** Blur with a disc whose radius (pixels) grows from the upper right to the lower left corner. */
  public static PaintLayer defocus(PaintLayer in, double maxRadius) {
    PaintLayer out = new PaintLayer(in.width, in.height);
    IntStream.range(0, in.height)
        .parallel()
        .forEach(
            y -> {
              float[] sum = new float[4];
              for (int x = 0; x < in.width; x++) {
                double toCorner = (double) y / in.height + 0.75 * (1 - (double) x / in.width);
                double radius = maxRadius * Noise.step(0.95, 1.6, toCorner);
                clear(sum);
                disc(in, x, y, radius, sum);
                System.arraycopy(sum, 0, out.rgba, 4 * (y * in.width + x), 4);
              }
            });
    return out;
  }

  /**
   * Writes to {@code out} the mean of {@code in} as it moves during an exposure. The layer has
   * {@link #OVERSAMPLING} times the resolution of the picture.
   *
   * @param centre where the layer turns, x and y in pixels of the layer
   * @param moves the positions during the exposure: where the centre is in the picture, in pixels
   *     of the picture, and the turn in radians
   */
  public static void exposed(PaintLayer in, double[] centre, List<Move> moves, PaintLayer out) {
    double[] cos = moves.stream().mapToDouble(m -> StrictMath.cos(m.turn())).toArray();
    double[] sin = moves.stream().mapToDouble(m -> StrictMath.sin(m.turn())).toArray();
    float weight = 1f / (OVERSAMPLING * OVERSAMPLING * moves.size());
    IntStream.range(0, out.height)
        .parallel()
        .forEach(
            y -> {
              float[] sum = new float[4];
              for (int x = 0; x < out.width; x++) {
                clear(sum);
                for (int k = 0; k < cos.length; k++) {
                  Move move = moves.get(k);
                  for (int s = 0; s < OVERSAMPLING * OVERSAMPLING; s++) {
                    double dx = OVERSAMPLING * (x - move.x()) + s % OVERSAMPLING + 0.5;
                    int row = s / OVERSAMPLING;
                    double dy = OVERSAMPLING * (y - move.y()) + row + 0.5;
                    double sx = centre[0] + dx * cos[k] + dy * sin[k];
                    double sy = centre[1] - dx * sin[k] + dy * cos[k];
                    sample(in, sx - 0.5, sy - 0.5, weight, sum);
                  }
                }
                System.arraycopy(sum, 0, out.rgba, 4 * (y * out.width + x), 4);
              }
            });
  }

  /**
   * Where a layer's centre is in a picture, in pixels, and how far it is turned.
   *
   * @param x columns from the left
   * @param y rows from the top
   * @param turn radians, clockwise as seen
   */
  public record Move(double x, double y, double turn) {}

  private static void disc(PaintLayer in, int x, int y, double radius, float[] sum) {
    if (radius < 0.05) {
      sample(in, x, y, 1f, sum);
      return;
    }
    for (int k = 0; k < DISC_TAPS; k++) {
      double r = radius * Math.sqrt((k + 0.5) / DISC_TAPS);
      sample(in, x + r * COS[k], y + r * SIN[k], 1f / DISC_TAPS, sum);
    }
  }

  private static final double[] COS = spiral(true);
  private static final double[] SIN = spiral(false);

  private static double[] spiral(boolean cosine) {
    double[] out = new double[DISC_TAPS];
    for (int k = 0; k < DISC_TAPS; k++) {
      double a = k * GOLDEN_ANGLE;
      out[k] = cosine ? StrictMath.cos(a) : StrictMath.sin(a);
    }
    return out;
  }

  private static void clear(float[] sum) {
    sum[0] = 0;
    sum[1] = 0;
    sum[2] = 0;
    sum[3] = 0;
  }

  /** Adds a bilinear sample; the picture's border continues outside it. */
  private static void sample(PaintLayer in, double x, double y, float weight, float[] sum) {
    double cx = Math.max(0, Math.min(in.width - 1, x));
    double cy = Math.max(0, Math.min(in.height - 1, y));
    int ix = Math.min((int) cx, Math.max(0, in.width - 2));
    int iy = Math.min((int) cy, Math.max(0, in.height - 2));
    float fx = (float) (cx - ix);
    float fy = (float) (cy - iy);
    int right = in.width > 1 ? 4 : 0;
    int down = in.height > 1 ? 4 * in.width : 0;
    int at = 4 * (iy * in.width + ix);
    float[] p = in.rgba;
    for (int c = 0; c < 4; c++) {
      float top = p[at + c] + (p[at + right + c] - p[at + c]) * fx;
      float low = p[at + down + c] + (p[at + down + right + c] - p[at + down + c]) * fx;
      sum[c] += (top + (low - top) * fy) * weight;
    }
  }
}
