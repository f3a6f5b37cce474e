package io.github.matting4j.kernel.foreground;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/**
 * The mean colours of the person and of the background, where the matte is nearly opaque or nearly
 * clear.
 */
final class MeanColours {
  private static final float FRONT = 0.9f;
  private static final float BACK = 0.1f;

  private MeanColours() {}

  /**
   * Red, green, blue, 0..1, where alpha is above 0.9, then where it is below 0.1; of everything
   * where there is no such.
   *
   * @param step takes every so many columns and rows
   */
  static float[] of(ArgbImage photo, AlphaMatte matte, int step) {
    double[] front = new double[4];
    double[] back = new double[4];
    double[] all = new double[4];
    int[] pixels = new int[photo.width()];
    float[] alphas = new float[photo.width()];
    for (int y = 0; y < photo.height(); y += step) {
      photo.readRow(y, pixels, 0);
      matte.readRow(y, alphas, 0);
      long[] rows = new long[12];
      for (int x = 0; x < pixels.length; x += step) {
        int group = alphas[x] > FRONT ? 0 : alphas[x] < BACK ? 4 : 8;
        rows[group] += pixels[x] >> 16 & 0xFF;
        rows[group + 1] += pixels[x] >> 8 & 0xFF;
        rows[group + 2] += pixels[x] & 0xFF;
        rows[group + 3]++;
      }
      for (int i = 0; i < 4; i++) {
        front[i] += rows[i];
        back[i] += rows[4 + i];
        all[i] += rows[i] + rows[4 + i] + rows[8 + i];
      }
    }
    float[] means = new float[6];
    for (int c = 0; c < 3; c++) {
      means[c] = mean(front, all, c);
      means[3 + c] = mean(back, all, c);
    }
    return means;
  }

  private static float mean(double[] group, double[] all, int channel) {
    double[] used = group[3] > 0 ? group : all;
    return (float) (used[channel] / used[3] / 255);
  }
}
