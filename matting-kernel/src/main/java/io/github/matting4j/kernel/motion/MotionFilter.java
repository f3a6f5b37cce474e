package io.github.matting4j.kernel.motion;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;

/**
 * Averages the mattes of a video recursively where the photo did not change. Not thread-safe.
 *
 * <p>A block of 8x8 pixels is unchanged if the mean difference of its luma is small beside that of
 * the median block.
 */
public final class MotionFilter {
  private static final int SIDE = 8;
  private static final float SHARE_OF_NEW = 0.5f;

  private int width;
  private int height;
  private int[] lumas = {};
  private float[] alphas = {};

  /** Makes the next frame the first one. */
  public void reset() {
    width = 0;
    height = 0;
  }

  /** The averaged matte of the next frame. Both of one size. */
  public AlphaMatte next(ArgbImage frame, AlphaMatte matte) {
    int[] newLumas = frame.toArray();
    for (int i = 0; i < newLumas.length; i++) {
      int c = newLumas[i];
      newLumas[i] = ((c >> 16 & 0xFF) + 2 * (c >> 8 & 0xFF) + (c & 0xFF)) >> 2;
    }
    float[] newAlphas = matte.toArray();
    if (frame.width() == width && frame.height() == height) {
      average(newLumas, newAlphas);
    }
    width = frame.width();
    height = frame.height();
    lumas = newLumas;
    alphas = newAlphas;
    return AlphaMatte.copyOf(width, height, newAlphas);
  }

  private void average(int[] newLumas, float[] newAlphas) {
    int columns = (width + SIDE - 1) / SIDE;
    float[] differences = new float[columns * ((height + SIDE - 1) / SIDE)];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        differences[y / SIDE * columns + x / SIDE] += Math.abs(newLumas[i] - lumas[i]);
      }
    }
    float[] sorted = differences.clone();
    Arrays.sort(sorted);
    float limit = 2f * sorted[sorted.length / 2] + SIDE * SIDE;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if (differences[y / SIDE * columns + x / SIDE] <= limit) {
          newAlphas[i] = alphas[i] + SHARE_OF_NEW * (newAlphas[i] - alphas[i]);
        }
      }
    }
  }
}
