package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;

/**
 * The person's colours at 16 bits, from an estimate at 8: a pixel gets the difference that the
 * estimate makes, added to its 16 bits. Where the estimate keeps the photo's colour, as in all
 * opaque pixels, the 16 bits are kept exactly; in soft pixels the difference is a multiple of
 * 1/255.
 */
final class Argb16Foreground {
  private static final int LEVELS_PER_LEVEL = 257;
  private static final int MAXIMUM = 65535;

  private Argb16Foreground() {}

  static Argb16Image of(Argb16Image photo, ForegroundEstimator estimator, AlphaMatte matte) {
    ArgbImage eight = photo.toArgb();
    ArgbImage estimate = estimator.estimate(eight, matte);
    Sizes.check(estimate, matte);
    long[] pixels = photo.toArray();
    int width = photo.width();
    int[] before = new int[width];
    int[] after = new int[width];
    for (int y = 0; y < photo.height(); y++) {
      eight.readRow(y, before, 0);
      estimate.readRow(y, after, 0);
      for (int x = 0; x < width; x++) {
        if (before[x] != after[x]) {
          pixels[y * width + x] = shifted(pixels[y * width + x], before[x], after[x]);
        }
      }
    }
    return Argb16Image.adopt(width, photo.height(), pixels);
  }

  private static long shifted(long argb16, int before, int after) {
    long result = argb16 & 0xFFFFL << 48;
    for (int c = 0; c < 3; c++) {
      int level = (int) (argb16 >>> (16 * c)) & MAXIMUM;
      int step = (after >> (8 * c) & 0xFF) - (before >> (8 * c) & 0xFF);
      int shifted = Math.max(0, Math.min(MAXIMUM, level + LEVELS_PER_LEVEL * step));
      result |= (long) shifted << (16 * c);
    }
    return result;
  }
}
