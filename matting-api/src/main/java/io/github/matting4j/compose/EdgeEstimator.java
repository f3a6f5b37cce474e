package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.foreground.EdgeForeground;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.RgbaPixels;

/**
 * {@link ForegroundEstimator#multiLevel}.
 *
 * @param tolerance alphas within this of 0 or 1 are not estimated
 */
record EdgeEstimator(float tolerance) implements ForegroundEstimator {
  @Override
  public ArgbImage estimate(ArgbImage photo, AlphaMatte matte) {
    return rows(photo, matte).toImage();
  }

  /** As {@link #estimate(ArgbImage, AlphaMatte)}, row by row as they are read. */
  PixelRows rows(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    return new EdgeForeground(photo, matte, tolerance);
  }

  @Override
  public Argb16Image estimate(Argb16Image photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    EdgeForeground foreground = new EdgeForeground(photo.toArgb(), matte, tolerance);
    return RgbaPixels.picture16(
        (y, rgba) -> foreground.read(y, photo, rgba), photo.width(), photo.height());
  }
}
