package io.github.matting4j.kernel.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures to try foreground estimation on. */
public final class SoftDiscs {
  private static final long SEED = 5;
  private static final int FRONT = 0xFFC08040;
  private static final int BACK = 0xFF10D020;

  private SoftDiscs() {}

  /** Six values of a pixel. */
  public interface Solution {
    float[] at(int x, int y);
  }

  public static ArgbImage randomPhoto(int width, int height) {
    int[] pixels = new Random(SEED).ints(width * height).map(p -> p | 0xFF000000).toArray();
    return ArgbImage.adopt(width, height, pixels);
  }

  /** A disc with an edge of so many pixels. */
  public static AlphaMatte disc(int width, int height, int edge) {
    float[] alpha = new float[width * height];
    double radius = 0.35 * Math.min(width, height);
    for (int i = 0; i < alpha.length; i++) {
      double distance = Math.hypot(i % width - width / 2.0, i / width - height / 2.0);
      alpha[i] = (float) Math.max(0, Math.min(1, (radius - distance) / edge + 0.5));
    }
    return AlphaMatte.adopt(width, height, alpha);
  }

  /** One colour before another. */
  public static ArgbImage mixed(AlphaMatte matte) {
    int[] pixels = new int[matte.width() * matte.height()];
    for (int i = 0; i < pixels.length; i++) {
      float alpha = matte.alpha(i % matte.width(), i / matte.width());
      int argb = 0xFF000000;
      for (int shift = 0; shift < 24; shift += 8) {
        float level = alpha * (FRONT >> shift & 0xFF) + (1 - alpha) * (BACK >> shift & 0xFF);
        argb |= Math.round(level) << shift;
      }
      pixels[i] = argb;
    }
    return ArgbImage.adopt(matte.width(), matte.height(), pixels);
  }

  /** Holds that the foreground of {@link #mixed} is found to 2 levels, times alpha. */
  public static void assertFront(AlphaMatte matte, Solution solution) {
    assertThat(frontErrors(matte, solution)).hasSizeGreaterThan(1500).allMatch(e -> e < 2);
  }

  /** Errors of the foreground of {@link #mixed}, times alpha, in levels, where it is soft. */
  public static List<Double> frontErrors(AlphaMatte matte, Solution solution) {
    List<Double> errors = new ArrayList<>();
    for (int y = 0; y < matte.height(); y++) {
      for (int x = 0; x < matte.width(); x++) {
        float alpha = matte.alpha(x, y);
        if (alpha > 0.02f && alpha < 0.99f) {
          float[] found = solution.at(x, y);
          for (int c = 0; c < 3; c++) {
            double error = 255 * found[c] - (FRONT >> 16 - 8 * c & 0xFF);
            errors.add(alpha * Math.abs(error));
          }
        }
      }
    }
    return errors;
  }
}
