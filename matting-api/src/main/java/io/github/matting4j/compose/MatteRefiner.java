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

  /**
   * Edge-aware enlargement by the fast guided filter: at the network's size the alpha is fitted as
   * a linear function of the colour around it, and that function is applied to the full photo. What
   * the network said at its own pixels stays; what lies between comes from the photo instead of
   * from bilinear interpolation.
   *
   * <p>For mattes that were enlarged bilinearly, as all models here do unless they say otherwise. A
   * matte made at the photo's size or above is left alone.
   *
   * <p>Takes 4 bytes a pixel of the photo, for the result, and about 105 a pixel of the network.
   *
   * @param networkWidth columns that the network saw; the run's report has them
   * @param networkHeight rows that the network saw
   * @throws IllegalArgumentException if one is not positive
   */
  static MatteRefiner guidedFilter(int networkWidth, int networkHeight) {
    return new GuidedUpsampling(networkWidth, networkHeight);
  }
}
