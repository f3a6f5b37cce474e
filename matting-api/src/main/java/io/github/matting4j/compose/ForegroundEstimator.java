package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.MultiLevelForeground;

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
   * @param photo what the camera saw
   * @param matte of the photo's size
   * @return a picture of the same size and with the photo's own alpha, whose colours are the
   *     person's wherever the matte is above 0
   */
  ArgbImage estimate(ArgbImage photo, AlphaMatte matte);

  /** Keeps the photo's colours, fringes and all. */
  static ForegroundEstimator none() {
    return (photo, matte) -> photo;
  }

  /**
   * Multi-level estimation (Germer et al., 2020), improved: only pixels at most 3 away from an
   * alpha that 8 bits can tell from 0 and 1 are solved, and a neighbour counts for as much as it
   * shows of the person. All other pixels, and every one that 8 bits would call opaque, keep the
   * photo's exact colour.
   *
   * <p>Takes 4 bytes a pixel of the photo, and about 43 a pixel near the edges.
   */
  static ForegroundEstimator multiLevel() {
    return (photo, matte) -> {
      Sizes.check(photo, matte);
      return picture(photo, MultiLevelForeground.nearEdges(photo, matte));
    };
  }

  /**
   * The estimation as published and as pymatting and PaddleSeg have it, over the whole photo; only
   * that it begins with mean colours, rounds, and leaves pixels alone that 8 bits would call
   * opaque. Slower than {@link #multiLevel()} and further from the truth; for comparison.
   *
   * <p>Takes about 47 bytes a pixel.
   */
  static ForegroundEstimator publishedMultiLevel() {
    return (photo, matte) -> {
      Sizes.check(photo, matte);
      return picture(photo, MultiLevelForeground.published(photo, matte));
    };
  }

  private static ArgbImage picture(ArgbImage photo, MultiLevelForeground foreground) {
    int width = photo.width();
    int[] pixels = new int[width * photo.height()];
    for (int y = 0; y < photo.height(); y++) {
      foreground.readForeground(y, pixels, y * width);
    }
    return ArgbImage.adopt(width, photo.height(), pixels);
  }
}
