package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/** The multi-level estimation exactly as the paper writes it, in double, for small pictures. */
final class NaiveForeground {
  private final double[][] values;

  private NaiveForeground(double[][] values) {
    this.values = values;
  }

  double solution(int pixel, int channel) {
    return values[channel][pixel];
  }

  static NaiveForeground of(ArgbImage photo, AlphaMatte matte) {
    int fullWidth = photo.width();
    int fullHeight = photo.height();
    int levels = 0;
    while (1 << levels < Math.max(fullWidth, fullHeight)) {
      levels++;
    }
    double[][] previous = means(photo, matte);
    int previousWidth = 1;
    int previousHeight = 1;
    for (int i = 0; i <= levels; i++) {
      double power = levels == 0 ? 1 : (double) i / levels;
      int width = (int) Math.rint(Math.pow(fullWidth, power));
      int height = (int) Math.rint(Math.pow(fullHeight, power));
      double[][] v = new double[6][width * height];
      for (int p = 0; p < width * height; p++) {
        int from =
            p / width * previousHeight / height * previousWidth + p % width * previousWidth / width;
        for (int c = 0; c < 6; c++) {
          v[c][p] = previous[c][from];
        }
      }
      int iterations = width <= 32 && height <= 32 ? 10 : 2;
      for (int n = 0; n < iterations; n++) {
        sweep(photo, matte, v, width, height);
      }
      previous = v;
      previousWidth = width;
      previousHeight = height;
    }
    return new NaiveForeground(previous);
  }

  private static double[][] means(ArgbImage photo, AlphaMatte matte) {
    double[][] sums = new double[3][4];
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        float alpha = matte.alpha(x, y);
        for (int g = 0; g < 3; g++) {
          if (g == 0 && alpha > 0.9f || g == 1 && alpha < 0.1f || g == 2) {
            sums[g][3]++;
            for (int c = 0; c < 3; c++) {
              sums[g][c] += colour(photo.argb(x, y), c);
            }
          }
        }
      }
    }
    double[][] means = new double[6][1];
    for (int c = 0; c < 6; c++) {
      double[] group = sums[c / 3][3] > 0 ? sums[c / 3] : sums[2];
      means[c][0] = group[c % 3] / group[3];
    }
    return means;
  }

  private static double colour(int argb, int channel) {
    return (argb >> 16 - 8 * channel & 0xFF) / 255.0;
  }

  private static void sweep(
      ArgbImage photo, AlphaMatte matte, double[][] v, int width, int height) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double a = alpha(matte, x, y, width, height);
        int[][] around = {
          {Math.max(0, x - 1), y},
          {Math.min(width - 1, x + 1), y},
          {x, Math.max(0, y - 1)},
          {x, Math.min(height - 1, y + 1)}
        };
        double[] weights = new double[4];
        double sum = 0;
        for (int j = 0; j < 4; j++) {
          double other = alpha(matte, around[j][0], around[j][1], width, height);
          weights[j] = 1e-5 + Math.abs(a - other);
          sum += weights[j];
        }
        double a00 = a * a + sum;
        double a01 = a * (1 - a);
        double a11 = (1 - a) * (1 - a) + sum;
        double determinant = a00 * a11 - a01 * a01;
        int argb = photo.argb(x * photo.width() / width, y * photo.height() / height);
        for (int c = 0; c < 3; c++) {
          double front = a * colour(argb, c);
          double back = (1 - a) * colour(argb, c);
          for (int j = 0; j < 4; j++) {
            int at = around[j][1] * width + around[j][0];
            front += weights[j] * v[c][at];
            back += weights[j] * v[c + 3][at];
          }
          int here = y * width + x;
          v[c][here] = clamped((a11 * front - a01 * back) / determinant);
          v[c + 3][here] = clamped((a00 * back - a01 * front) / determinant);
        }
      }
    }
  }

  private static double alpha(AlphaMatte matte, int x, int y, int width, int height) {
    return matte.alpha(x * matte.width() / width, y * matte.height() / height);
  }

  private static double clamped(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
