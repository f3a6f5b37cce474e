package io.github.matting4j.evaluate.measure;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.PixelScaler;

/** Reduces opaque pictures by area average of the sRGB numbers. Stateless. */
public final class Reduction {
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
    return new PixelScaler(PixelRows.of(image), width, height).toImage();
  }
}
