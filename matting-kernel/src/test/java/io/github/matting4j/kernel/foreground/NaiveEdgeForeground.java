package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/**
 * What {@link EdgeForeground} says it does, for every pixel of every size, in double, recursively.
 */
final class NaiveEdgeForeground {
  private final ArgbImage photo;
  private final AlphaMatte matte;
  private final int shift;
  private final int width;
  private final int height;
  private final double[][] six;

  NaiveEdgeForeground(ArgbImage photo, AlphaMatte matte) {
    this(photo, matte, 0);
  }

  private NaiveEdgeForeground(ArgbImage photo, AlphaMatte matte, int shift) {
    this.photo = photo;
    this.matte = matte;
    this.shift = shift;
    this.width = (photo.width() + (1 << shift) - 1) >> shift;
    this.height = (photo.height() + (1 << shift) - 1) >> shift;
    this.six = new double[width * height][];
    if (width == 1 && height == 1) {
      six[0] = means();
    } else {
      NaiveEdgeForeground smaller = new NaiveEdgeForeground(photo, matte, shift + 1);
      for (int i = 0; i < six.length; i++) {
        six[i] = corrected(smaller.parents(i % width, i / width), i, 0);
      }
    }
    boolean small = width <= 32 && height <= 32;
    for (int n = 0; n < (small ? 10 : 3); n++) {
      for (int i = 0; i < six.length; i++) {
        if (small || nearBend(i % width, i / width)) {
          sweep(i);
        }
      }
    }
  }

  /**
   * Where the matte is steep with what is left over given to both, then to B, then to F, as far as
   * 0..1 allows.
   */
  double[] solution(int x, int y) {
    double[] result = six[y * width + x].clone();
    double[] shared = corrected(result, y * width + x, 0);
    double a = matte.alpha(x, y);
    if (!isSteep(x, y)) {
      return shared;
    }
    for (int c = 0; c < 3; c++) {
      double colour = (photo.argb(x, y) >> 16 - 8 * c & 0xFF) / 255.0;
      if (Math.abs(colour - a * result[c] - (1 - a) * result[c + 3]) > 0.25 / 255) {
        result[c + 3] = Math.max(0, Math.min(1, (colour - a * shared[c]) / (1 - a)));
        result[c] = Math.max(0, Math.min(1, (colour - (1 - a) * result[c + 3]) / a));
      }
    }
    return result;
  }

  private float alpha(int x, int y) {
    int column = Math.max(0, Math.min(width - 1, x));
    int row = Math.max(0, Math.min(height - 1, y));
    return matte.alpha(column << shift, row << shift);
  }

  private double[] means() {
    double[][] sums = new double[3][4];
    int step = Math.max(1, Math.max(photo.width(), photo.height()) / 512);
    for (int y = 0; y < photo.height(); y += step) {
      for (int x = 0; x < photo.width(); x += step) {
        float alpha = matte.alpha(x, y);
        for (int g = 0; g < 3; g++) {
          if (g == 0 && alpha > 0.9f || g == 1 && alpha < 0.1f || g == 2) {
            sums[g][3]++;
            for (int c = 0; c < 3; c++) {
              sums[g][c] += (photo.argb(x, y) >> 16 - 8 * c & 0xFF) / 255.0;
            }
          }
        }
      }
    }
    double[] means = new double[6];
    for (int c = 0; c < 6; c++) {
      double[] group = sums[c / 3][3] > 0 ? sums[c / 3] : sums[2];
      means[c] = group[c % 3] / group[3];
    }
    return means;
  }

  /** The trusted mean of the nearest pixels of this level around a pixel of the next larger. */
  private double[] parents(int x, int y) {
    double[] mean = new double[6];
    double front = 0;
    double back = 0;
    for (int row : new int[] {y / 2, Math.min((y + 1) / 2, height - 1)}) {
      for (int column : new int[] {x / 2, Math.min((x + 1) / 2, width - 1)}) {
        double alpha = alpha(column, row);
        front += 0.01 + alpha;
        back += 1.01 - alpha;
        for (int c = 0; c < 3; c++) {
          mean[c] += (0.01 + alpha) * six[row * width + column][c];
          mean[c + 3] += (1.01 - alpha) * six[row * width + column][c + 3];
        }
      }
    }
    for (int c = 0; c < 3; c++) {
      mean[c] /= front;
      mean[c + 3] /= back;
    }
    return mean;
  }

  private double[] corrected(double[] mean, int pixel, double smoothness) {
    double a = alpha(pixel % width, pixel / width);
    int argb = photo.argb(pixel % width << shift, pixel / width << shift);
    if (!isSteep(pixel % width, pixel / width)) {
      double along = 0;
      double span = 0;
      for (int c = 0; c < 3; c++) {
        double colour = (argb >> 16 - 8 * c & 0xFF) / 255.0;
        along += (colour - a * mean[c] - (1 - a) * mean[c + 3]) * (mean[c] - mean[c + 3]);
        span += Math.pow(mean[c] - mean[c + 3], 2);
      }
      double certainty = Math.pow(4 * a * (1 - a), 2);
      a = Math.max(0, Math.min(1, a + along * certainty / (span * certainty + 0.03)));
    }
    double[] result = new double[6];
    for (int c = 0; c < 3; c++) {
      double colour = (argb >> 16 - 8 * c & 0xFF) / 255.0;
      double rest = colour - a * mean[c] - (1 - a) * mean[c + 3];
      rest /= a * a + (1 - a) * (1 - a) + smoothness;
      result[c] = Math.max(0, Math.min(1, mean[c] + a * rest));
      result[c + 3] = Math.max(0, Math.min(1, mean[c + 3] + (1 - a) * rest));
    }
    return result;
  }

  /** At most 2 away from a step of more than 0.35. */
  private boolean isSteep(int x, int y) {
    boolean steep = false;
    for (int v = Math.max(0, y - 2); v <= Math.min(height - 1, y + 2); v++) {
      for (int u = Math.max(0, x - 2); u <= Math.min(width - 1, x + 2); u++) {
        steep |= Math.abs(alpha(u, v) - alpha(u - 1, v)) > 0.35f;
        steep |= Math.abs(alpha(u, v) - alpha(u, v - 1)) > 0.35f;
      }
    }
    return steep;
  }

  private boolean nearBend(int x, int y) {
    for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        float a = alpha(u, v);
        float across = alpha(u - 1, v) + alpha(u + 1, v) - 2 * a;
        float down = alpha(u, v - 1) + alpha(u, v + 1) - 2 * a;
        boolean bent = shift >= 2 || Math.abs(across) + Math.abs(down) > 0.05f;
        if (a > 0.5f / 255f && a < 254.5f / 255f && bent) {
          return true;
        }
      }
    }
    return false;
  }

  private void sweep(int pixel) {
    int x = pixel % width;
    int y = pixel / width;
    double[] mean = new double[6];
    double sum = 0;
    double front = 0;
    double back = 0;
    for (int[] step : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
      int u = Math.max(0, Math.min(width - 1, x + step[0]));
      int v = Math.max(0, Math.min(height - 1, y + step[1]));
      double weight = 1e-5 + Math.abs((double) alpha(x, y) - alpha(u, v));
      sum += weight;
      front += weight * (0.01 + alpha(u, v));
      back += weight * (1.01 - alpha(u, v));
      for (int c = 0; c < 3; c++) {
        mean[c] += weight * (0.01 + alpha(u, v)) * six[v * width + u][c];
        mean[c + 3] += weight * (1.01 - alpha(u, v)) * six[v * width + u][c + 3];
      }
    }
    for (int c = 0; c < 3; c++) {
      mean[c] /= front;
      mean[c + 3] /= back;
    }
    six[pixel] = corrected(mean, pixel, 0.1 * sum);
  }
}
