package io.github.matting4j.evaluate.calibration;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.RgbResizer;
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
    ArgbImage near = photo;
    while (near.width() >= 2 * width && near.height() >= 2 * height) {
      near = halved(near); // the resizer alone would skip pixels, and noise would stay
    }
    RgbResizer resizer = new RgbResizer(near.width(), near.height(), width, height);
    resizer.start(PixelRows.of(near));
    int[] argb = new int[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      resizer.read(y, row);
      for (int x = 0; x < width; x++) {
        argb[y * width + x] = 0xFF000000 | row[x];
      }
    }
    return ArgbImage.adopt(width, height, argb);
  }

  private static ArgbImage halved(ArgbImage photo) {
    int width = photo.width() / 2;
    int height = photo.height() / 2;
    int[] argb = new int[width * height];
    int[] upper = new int[photo.width()];
    int[] lower = new int[photo.width()];
    for (int y = 0; y < height; y++) {
      photo.readRow(2 * y, upper, 0);
      photo.readRow(2 * y + 1, lower, 0);
      for (int x = 0; x < width; x++) {
        int p = 0xFF000000;
        for (int shift = 0; shift < 24; shift += 8) {
          int sum =
              (upper[2 * x] >> shift & 255)
                  + (upper[2 * x + 1] >> shift & 255)
                  + (lower[2 * x] >> shift & 255)
                  + (lower[2 * x + 1] >> shift & 255);
          p |= ((sum + 2) >> 2) << shift;
        }
        argb[y * width + x] = p;
      }
    }
    return ArgbImage.adopt(width, height, argb);
  }
}
