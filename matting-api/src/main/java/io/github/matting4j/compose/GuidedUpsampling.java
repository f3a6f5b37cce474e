package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.BilinearSamples;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.PixelScaler;
import io.github.matting4j.model.RunReport;

/**
 * Reduces a matte to the size at which a network made it, fits it there as a linear function of the
 * photo's colour, and applies that at the photo's size. Immutable and thread-safe.
 */
final class GuidedUpsampling implements MatteRefiner {
  /** The size of a 16:9 photo in a network of 512x512, less some for rounding. */
  private static final int MIN_PIXELS = 512 * 280;

  /** Takes 220 megabytes. */
  private static final int MAX_PIXELS = 2048 * 1024;

  private static final int RADIUS = 2;

  /** A variance; its root is 2.6 of 255 levels, about the noise of a good photo. */
  private static final float EPSILON = 1e-4f;

  private final int networkWidth;
  private final int networkHeight;

  GuidedUpsampling(int networkWidth, int networkHeight) {
    if (networkWidth < 1 || networkHeight < 1) {
      throw new IllegalArgumentException(
          "network size is "
              + networkWidth
              + "x"
              + networkHeight
              + "; take both from the run's report");
    }
    this.networkWidth = networkWidth;
    this.networkHeight = networkHeight;
  }

  /** Whether it improves the matte of this run enough for its time. */
  static boolean gainsFor(RunReport report) {
    long pixels = (long) report.networkWidth() * report.networkHeight();
    return report.enlargement() == RunReport.Enlargement.BILINEAR
        && pixels >= MIN_PIXELS
        && pixels <= MAX_PIXELS;
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    int width = Math.min(networkWidth, photo.width());
    int height = Math.min(networkHeight, photo.height());
    if (width == photo.width() && height == photo.height()) {
      return matte; // made at the photo's size: nothing was lost
    }
    GuidedFilter filter =
        new GuidedFilter(width, height, RADIUS, EPSILON, GuidedFilter.Keep.FITTED);
    // by area average, as each pixel of the matte stands for an area
    ArgbImage reduced = new PixelScaler(PixelRows.of(photo), width, height).toImage();
    filter.fit(reduced.toArray(), BilinearSamples.of(AlphaRows.of(matte), width, height));
    float[] refined = new float[photo.width() * photo.height()];
    filter.apply(PixelRows.of(photo), refined);
    return AlphaMatte.adopt(photo.width(), photo.height(), refined);
  }

  @Override
  public String toString() {
    return "GuidedUpsampling[" + networkWidth + "x" + networkHeight + "]";
  }
}
