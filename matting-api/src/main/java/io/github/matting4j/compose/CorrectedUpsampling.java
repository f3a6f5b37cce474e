package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.refine.GuidedFilter;

/**
 * Guided enlargement of a matte whose edges are corrected before. Immutable and thread-safe.
 *
 * @param guided knows the size at which a network made the matte
 */
record CorrectedUpsampling(GuidedUpsampling guided) implements MatteRefiner {
  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    if (guided.isAtSizeOf(photo)) {
      return matte;
    }
    GuidedUpsampling.Reduced small = guided.reduce(photo, matte);
    GuidedFilter filter = GuidedUpsampling.filter(small);
    EdgeCorrection correction = EdgeCorrection.of(small, filter);
    return GuidedUpsampling.enlarge(photo, filter, correction.alpha());
  }
}
