package io.github.matting4j.evaluate.measure;

import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;

/** Reduces opaque pictures by area average of the sRGB numbers. Stateless. */
public final class Reduction {
  private static final int OPAQUE = 0xFF000000;
  private static final int CHANNELS = 3;

  private Reduction() {}

  /** The picture itself if it is no longer than {@code longest} pixels, else a reduced one. */
  public static ArgbImage toLongestSide(ArgbImage image, int longest) {
    int side = Math.max(image.width(), image.height());
    if (side <= longest) {
      return image;
    }
    double scale = (double) longest / side;
    return to(
        image,
        (int) Math.max(1, Math.rint(image.width() * scale)),
        (int) Math.max(1, Math.rint(image.height() * scale)));
  }

  /** A picture of this size, not larger than the given one in either direction. */
  public static ArgbImage to(ArgbImage image, int width, int height) {
    int[] row = new int[image.width()];
    float[] line = new float[CHANNELS * width];
    float[] sum = new float[line.length];
    int[] pixels = new int[width * height];
    double scale = (double) image.height() / height;
    for (int y = 0; y < height; y++) {
      Arrays.fill(sum, 0f);
      double top = y * scale;
      double bottom = Math.min(image.height(), (y + 1) * scale);
      for (int s = (int) top; s < bottom; s++) {
        image.readRow(s, row, 0);
        across(row, line, width);
        float weight = (float) ((Math.min(s + 1, bottom) - Math.max(s, top)) / (bottom - top));
        for (int i = 0; i < sum.length; i++) {
          sum[i] += weight * line[i];
        }
      }
      for (int x = 0; x < width; x++) {
        int i = CHANNELS * x;
        pixels[y * width + x] =
            OPAQUE | level(sum[i]) << 16 | level(sum[i + 1]) << 8 | level(sum[i + 2]);
      }
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  private static void across(int[] row, float[] line, int width) {
    double scale = (double) row.length / width;
    for (int x = 0; x < width; x++) {
      double left = x * scale;
      double right = Math.min(row.length, (x + 1) * scale);
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int s = (int) left; s < right; s++) {
        float weight = (float) ((Math.min(s + 1, right) - Math.max(s, left)) / (right - left));
        red += weight * (row[s] >> 16 & 0xFF);
        green += weight * (row[s] >> 8 & 0xFF);
        blue += weight * (row[s] & 0xFF);
      }
      line[CHANNELS * x] = red;
      line[CHANNELS * x + 1] = green;
      line[CHANNELS * x + 2] = blue;
    }
  }

  private static int level(float value) {
    return Math.min(255, (int) (value + 0.5f));
  }
}
