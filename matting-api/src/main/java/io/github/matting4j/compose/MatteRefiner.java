package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/**
 * Sharpens a matte that a network made at a small size, along the edges of the full photo.
 *
 * <p>Implementations must be immutable and thread-safe.
 */
@FunctionalInterface
public interface MatteRefiner {
  /**
   * The refined matte.
   *
   * @param photo what the camera saw
   * @param matte of the photo's size
   * @return a matte of the same size
   */
  AlphaMatte refine(ArgbImage photo, AlphaMatte matte);

  /** Leaves the matte as it is. */
  static MatteRefiner none() {
    return (photo, matte) -> matte;
  }
}
