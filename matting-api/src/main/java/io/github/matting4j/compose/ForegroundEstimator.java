package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.foreground.MultiLevelForeground;

/**
 * Removes the old background's colour from hair and other soft edges: a pixel of alpha 0.5 shows
 * half of the old background, which would be a colour fringe on another one.
 *
 * <p>Implementations must be immutable and thread-safe.
 */
@FunctionalInterface
public interface ForegroundEstimator {
  /**
   * The person's own colours.
   *
   * @param photo the photo
   * @param matte of the photo's size
   * @return a picture of the same size and with the photo's own alpha, whose colours are the
   *     person's wherever the matte is above 0, as far as 8 bits can tell
   */
  ArgbImage estimate(ArgbImage photo, AlphaMatte matte);

  /**
   * The person's own colours at 16 bits. By default an estimate at 8 bits: a pixel gets the
   * difference that the estimate makes, added to its 16 bits, so that colours which are not changed
   * keep theirs. {@link #multiLevel} computes 16 bits.
   *
   * @param photo the photo
   * @param matte of the photo's size
   */
  default Argb16Image estimate(Argb16Image photo, AlphaMatte matte) {
    return Argb16Foreground.of(photo, this, matte);
  }

  /** Keeps the photo's colours, including colour fringes. */
  static ForegroundEstimator none() {
    return (photo, matte) -> photo;
  }

  /**
   * Multi-level estimation (Germer et al., 2020), improved: only pixels whose alpha is neither 0
   * nor 1 at 8 bits are estimated, the full size is swept only where alpha is curved, at hair and
   * outlines, and neighbours are weighted by their alpha. Along wide soft edges, as of small
   * networks, alpha is corrected from the photo's colours before it unmixes them. All other pixels
   * keep the photo's exact colour. A photo of 16 bits is estimated at 16 bits.
   *
   * <p>Needs 4 bytes per pixel of the photo, about 32 per pixel of hair and outlines and 11 per
   * pixel of wide soft edges.
   */
  static ForegroundEstimator multiLevel() {
    return new EdgeEstimator(0);
  }

  /**
   * As {@link #multiLevel()}, but alphas within {@code tolerance} of 0 or 1 keep the photo's
   * colour. In front of another background a pixel is then off by at most {@code tolerance} times
   * the contrast of person and old background. Quicker where a network leaves a haze of low alphas.
   *
   * @param tolerance 0 to 0.1
   * @throws IllegalArgumentException if it is outside 0..0.1
   */
  static ForegroundEstimator multiLevel(float tolerance) {
    if (!(tolerance >= 0 && tolerance <= 0.1f)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + "; it must be in 0..0.1");
    }
    return new EdgeEstimator(tolerance);
  }

  /**
   * The estimation as published and as in pymatting and PaddleSeg, over the whole photo; different
   * are that it begins with mean colours, rounds, and keeps pixels that are opaque at 8 bits.
   * Slower and less accurate than {@link #multiLevel()}; for comparison.
   *
   * <p>Needs about 47 bytes per pixel.
   */
  static ForegroundEstimator publishedMultiLevel() {
    return (photo, matte) -> {
      Sizes.check(photo, matte);
      return new MultiLevelForeground(photo, matte).toImage();
    };
  }
}
