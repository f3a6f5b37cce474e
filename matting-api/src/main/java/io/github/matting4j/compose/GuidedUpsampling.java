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
  /** The size of a 16:9 photo in a network of 256x256, less some for rounding. */
  private static final int MIN_PIXELS = 256 * 140;

  /** Takes about 200 megabytes. */
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

  /** Whether the matte was made at the photo's size or above, so that nothing was lost. */
  boolean isAtSizeOf(ArgbImage photo) {
    return networkWidth >= photo.width() && networkHeight >= photo.height();
  }

  /** A photo and its matte at the size at which a network made the matte. */
  static final class Reduced {
    private final int width;
    private final int height;
    private final int[] rgb;
    private final float[] alpha;

    private Reduced(int width, int height, int[] rgb, float[] alpha) {
      this.width = width;
      this.height = height;
      this.rgb = rgb;
      this.alpha = alpha;
    }

    int width() {
      return width;
    }

    int height() {
      return height;
    }

    /** Not copied. */
    int[] rgb() {
      return rgb;
    }

    /** Not copied. */
    float[] alpha() {
      return alpha;
    }
  }

  /** Reduces both; a matte made at the photo's size or above stays as it is. */
  Reduced reduce(ArgbImage photo, AlphaMatte matte) {
    int width = Math.min(networkWidth, photo.width());
    int height = Math.min(networkHeight, photo.height());
    if (width == photo.width() && height == photo.height()) {
      return new Reduced(width, height, photo.toArray(), matte.toArray());
    }
    // by area average, as each pixel of the matte stands for an area
    ArgbImage reduced = new PixelScaler(PixelRows.of(photo), width, height).toImage();
    float[] alpha = BilinearSamples.of(AlphaRows.of(matte), width, height);
    return new Reduced(width, height, reduced.toArray(), alpha);
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    if (isAtSizeOf(photo)) {
      return matte;
    }
    Reduced reduced = reduce(photo, matte);
    return enlarge(photo, filter(reduced), reduced.alpha);
  }

  /** A filter that has the reduced photo as its guide. */
  static GuidedFilter filter(Reduced reduced) {
    GuidedFilter filter =
        new GuidedFilter(reduced.width, reduced.height, RADIUS, EPSILON, GuidedFilter.Keep.FITTED);
    filter.guide(reduced.rgb);
    return filter;
  }

  /**
   * The matte of the photo's size.
   *
   * @param filter has the reduced photo as its guide
   * @param alpha of the same size, not copied
   */
  static AlphaMatte enlarge(ArgbImage photo, GuidedFilter filter, float[] alpha) {
    if (alpha.length == photo.width() * photo.height()) { // not reduced
      return AlphaMatte.adopt(photo.width(), photo.height(), alpha);
    }
    filter.fit(alpha);
    return AlphaMatte.adopt(photo.width(), photo.height(), filter.apply(photo));
  }

  @Override
  public String toString() {
    return "GuidedUpsampling[" + networkWidth + "x" + networkHeight + "]";
  }
}
