package io.github.matting4j.evaluate.calibration;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.PixelScaler;
import java.util.ArrayList;
import java.util.List;

/** Makes a photo larger or smaller, so that costs can be measured at several sizes. */
final class PhotoScaler {
  private static final int SIZES = 5;
  private static final double MIN_LARGEST = 2e6;
  private static final double MAX_LARGEST = 12e6;

  private PhotoScaler() {}

  /** Numbers of pixels, smallest first, each half of the next, up to about the photo's own. */
  static List<Double> sizes(double photoPixels) {
    double largest = Math.max(MIN_LARGEST, Math.min(MAX_LARGEST, photoPixels));
    List<Double> sizes = new ArrayList<>();
    for (int i = SIZES - 1; i >= 0; i--) {
      sizes.add(largest / (1 << i));
    }
    return sizes;
  }

  /** The photo with about so many pixels, in its own shape, opaque. */
  static ArgbImage scale(ArgbImage photo, double pixels) {
    double factor = Math.sqrt(pixels / ((double) photo.width() * photo.height()));
    int width = (int) Math.max(1, Math.round(photo.width() * factor));
    int height = (int) Math.max(1, Math.round(photo.height() * factor));
    return new PixelScaler(PixelRows.of(photo), width, height).toImage();
  }
}
