package io.github.matting4j.compose;

import io.github.matting4j.image.Picture;
import io.github.matting4j.kernel.resample.AxisWeights;
import io.github.matting4j.kernel.resample.FloatRows;
import io.github.matting4j.kernel.resample.FloatScaler;

/** An opaque picture brought to the size of a photo. */
final class FittedImage {
  private FittedImage() {}

  /**
   * The rows of the fitted picture.
   *
   * @param bars the packed colour of what the picture does not reach
   */
  static FloatRows rows(Picture image, Background.Fit fit, int bars, int width, int height) {
    if (image.width() == width && image.height() == height) {
      return image::readColours;
    }
    if (fit == Background.Fit.CONTAIN) {
      double scale = Math.min((double) width / image.width(), (double) height / image.height());
      int inWidth = Math.max(1, Math.min(width, (int) Math.round(image.width() * scale)));
      int inHeight = Math.max(1, Math.min(height, (int) Math.round(image.height() * scale)));
      return barred(
          scaled(image, false, inWidth, inHeight), inWidth, inHeight, bars, width, height);
    }
    return scaled(image, fit == Background.Fit.COVER, width, height);
  }

  /** The picture, its middle if it must be cut, at this size. */
  private static FloatRows scaled(Picture image, boolean cut, int width, int height) {
    double windowWidth = image.width();
    double windowHeight = image.height();
    if (cut) {
      double scale = Math.min(windowWidth / width, windowHeight / height);
      windowWidth = Math.min(windowWidth, width * scale);
      windowHeight = Math.min(windowHeight, height * scale);
    }
    double left = (image.width() - windowWidth) / 2;
    double top = (image.height() - windowHeight) / 2;
    return new FloatScaler(
        image::readColours,
        image.width(),
        Picture.CHANNELS,
        AxisWeights.of(image.width(), left, windowWidth, width),
        AxisWeights.of(image.height(), top, windowHeight, height));
  }

  /** The rows in the middle of a larger picture of one colour. */
  private static FloatRows barred(
      FloatRows inner, int inWidth, int inHeight, int bars, int width, int height) {
    int left = (width - inWidth) / 2;
    int top = (height - inHeight) / 2;
    float[] line = new float[Picture.CHANNELS * inWidth];
    float[] bar = {(bars >> 16 & 0xFF) / 255f, (bars >> 8 & 0xFF) / 255f, (bars & 0xFF) / 255f, 1f};
    return (y, rgba) -> {
      for (int at = 0; at < Picture.CHANNELS * width; at++) {
        rgba[at] = bar[at % Picture.CHANNELS];
      }
      if (y >= top && y < top + inHeight) {
        inner.read(y - top, line);
        System.arraycopy(line, 0, rgba, Picture.CHANNELS * left, line.length);
      }
    };
  }
}
