package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.portraits.SyntheticPortrait;
import java.nio.FloatBuffer;

/**
 * What a perfect network of a small size would say of a drawn portrait: the exact alpha's area
 * averages, and their bilinear enlargement.
 */
record Degraded(int width, int height, float[] alpha, int fullWidth, int fullHeight) {

  static ArgbImage photo(SyntheticPortrait portrait) {
    return ArgbImage.adopt(portrait.width(), portrait.height(), portrait.argb());
  }

  static AlphaMatte truth(SyntheticPortrait portrait) {
    return AlphaMatte.adopt(portrait.width(), portrait.height(), portrait.alpha());
  }

  static Degraded of(SyntheticPortrait portrait, int shortSide) {
    return of(portrait, shortSide, 0);
  }

  /** A network whose outline is {@code grown} pixels of the photo too wide, or too narrow. */
  static Degraded of(SyntheticPortrait portrait, int shortSide, int grown) {
    int fullWidth = portrait.width();
    int fullHeight = portrait.height();
    double scale = (double) shortSide / Math.min(fullWidth, fullHeight);
    int width = (int) Math.rint(fullWidth * scale);
    int height = (int) Math.rint(fullHeight * scale);
    float[] exact = grown(portrait.alpha(), fullWidth, fullHeight, grown);
    float[] across = new float[width * fullHeight];
    shrink(exact, fullWidth, 1, fullHeight, fullWidth, across, width, width, 1);
    float[] small = new float[width * height];
    shrink(across, fullHeight, width, width, 1, small, height, 1, width);
    return new Degraded(width, height, small, fullWidth, fullHeight);
  }

  /** The largest, or smallest, alpha in a disc. */
  private static float[] grown(float[] alpha, int width, int height, int radius) {
    if (radius == 0) {
      return alpha;
    }
    float[] grown = new float[alpha.length];
    int r = Math.abs(radius);
    for (int i = 0; i < alpha.length; i++) {
      float value = alpha[i];
      for (int dy = -r; dy <= r; dy++) {
        for (int dx = -r; dx <= r; dx++) {
          int x = i % width + dx;
          int y = i / width + dy;
          if (dx * dx + dy * dy <= r * r && x >= 0 && y >= 0 && x < width && y < height) {
            float other = alpha[y * width + x];
            value = radius > 0 ? Math.max(value, other) : Math.min(value, other);
          }
        }
      }
      grown[i] = value;
    }
    return grown;
  }

  /** Area averages along one axis of {@code lines} lines. */
  private static void shrink(
      float[] from,
      int samples,
      int sampleStride,
      int lines,
      int lineStride,
      float[] to,
      int size,
      int toLineStride,
      int toSampleStride) {
    double scale = (double) samples / size;
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < size; i++) {
        double sum = 0;
        for (int s = (int) (i * scale); s < samples && s < (i + 1) * scale; s++) {
          double overlap = Math.min(s + 1, (i + 1) * scale) - Math.max(s, i * scale);
          sum += overlap * from[line * lineStride + s * sampleStride];
        }
        float mean = (float) Math.max(0, Math.min(1, sum / scale));
        to[line * toLineStride + i * toSampleStride] = mean;
      }
    }
  }

  /** A network that is unsure: each alpha is the mean of 3x3. */
  Degraded blurred() {
    float[] blurred = new float[alpha.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int k = 0; k < 9; k++) {
          int column = Math.max(0, Math.min(width - 1, x + k % 3 - 1));
          int row = Math.max(0, Math.min(height - 1, y + k / 3 - 1));
          sum += alpha[row * width + column];
        }
        blurred[y * width + x] = Math.min(1, sum / 9);
      }
    }
    return new Degraded(width, height, blurred, fullWidth, fullHeight);
  }

  /** A network that includes some background: soft alphas are raised by {@code by} at 0.5. */
  Degraded grown(float by) {
    float[] grown = new float[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      grown[i] = Math.min(1, alpha[i] + 4 * by * alpha[i] * (1 - alpha[i]));
    }
    return new Degraded(width, height, grown, fullWidth, fullHeight);
  }

  /** The same in whole levels of 255. */
  Degraded eightBits() {
    float[] levels = new float[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      levels[i] = Math.round(alpha[i] * 255) / 255f;
    }
    return new Degraded(width, height, levels, fullWidth, fullHeight);
  }

  AlphaMatte enlarged() {
    AlphaResizer resizer = new AlphaResizer(width, height, fullWidth, fullHeight);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(alpha), width, width, height));
    float[] full = new float[fullWidth * fullHeight];
    for (int y = 0; y < fullHeight; y++) {
      resizer.read(y, full, y * fullWidth);
    }
    return AlphaMatte.adopt(fullWidth, fullHeight, full);
  }
}
