package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.foreground.EdgeForeground;
import io.github.matting4j.kernel.foreground.MultiLevelForeground;

/**
 * Takes the old background's colour out of hair and other soft edges: a pixel that is half person
 * shows half of what was behind, and on another background that half is a fringe.
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

  /** Keeps the photo's colours, including colour fringes. */
  static ForegroundEstimator none() {
    return (photo, matte) -> photo;
  }

  /**
   * Multi-level estimation (Germer et al., 2020), improved: only undecided pixels, whose alpha 8
   * bits can tell from 0 and 1, are estimated, the full size is swept only where alpha bends, at
   * hair and outlines, and neighbours are weighted by their alpha. All other pixels keep the
   * photo's exact colour.
   *
   * <p>Needs 4 bytes per pixel of the photo, about 32 per pixel of hair and outlines and 11 per
   * pixel of wide soft edges.
   */
  static ForegroundEstimator multiLevel() {
    return (photo, matte) -> {
      Sizes.check(photo, matte);
      return new EdgeForeground(photo, matte).toImage();
    };
  }

  /**
   * The estimation as published and as pymatting and PaddleSeg have it, over the whole photo; only
   * that it begins with mean colours, rounds, and leaves pixels alone that 8 bits would call
   * opaque. Slower and less accurate than {@link #multiLevel()}; for comparison.
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
