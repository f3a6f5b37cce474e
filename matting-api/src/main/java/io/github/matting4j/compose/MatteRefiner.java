package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.model.RunReport;
import java.time.Duration;
import java.util.Objects;

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

  /**
   * This refiner, told what is already known: the trimap is imposed on the matte before it is
   * refined, so that refinement goes by it, and again on the result, so that it holds exactly.
   *
   * <p>Takes 4 bytes a pixel of the photo more, while it refines.
   */
  default MatteRefiner withTrimap(Trimap trimap) {
    Objects.requireNonNull(trimap, "trimap");
    return (photo, matte) -> trimap.impose(refine(photo, trimap.impose(matte)));
  }

  /**
   * What suits the matte of this run: {@link #standard} if it was enlarged bilinearly and the
   * network saw at least 512x280 pixels of the photo, which networks of 512x512 do of all usual
   * photos, and at most 2048x1024; else {@link #none}. Smaller networks err more than a refiner can
   * mend, larger ones lose little and would take much memory, and a matte that came along the
   * photo's edges has them.
   *
   * <pre>{@code
   * MattingResult result = model.run(photo);
   * AlphaMatte matte = MatteRefiner.forRun(result.report()).refine(photo, result.matte());
   * }</pre>
   */
  static MatteRefiner forRun(RunReport report) {
    return GuidedUpsampling.gainsFor(report)
        ? standard(report.networkWidth(), report.networkHeight())
        : none();
  }

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
   * @param networkWidth columns of the photo as the network saw it, padding left out; the run's
   *     report has them
   * @param networkHeight rows of the same
   * @throws IllegalArgumentException if one is not positive
   */
  static MatteRefiner guidedFilter(int networkWidth, int networkHeight) {
    return new GuidedUpsampling(networkWidth, networkHeight);
  }

  /**
   * {@link #guidedFilter}, then closed-form matting (Levin et al., 2008) in the band that the
   * network left undecided: for hair, where the network's own alphas are blurred. Better than the
   * guided filter alone there, worse where the network's pixels are exact; several times its price.
   * See docs/edges.md.
   *
   * <p>Memory: as the guided filter, 4 bytes a pixel more, and 8 megabytes.
   *
   * @param timeLimit from the start of the refinement; the band is solved in tiles from top to
   *     bottom, and those not begun by then keep what the guided filter made of them. So the result
   *     depends on the machine's speed unless the limit is generous; within it, same input, same
   *     bits
   * @throws IllegalArgumentException if a size is not positive or the limit is negative
   */
  static MatteRefiner hair(int networkWidth, int networkHeight, Duration timeLimit) {
    return new HairRefinement(new GuidedUpsampling(networkWidth, networkHeight), timeLimit);
  }

  /**
   * The best that costs at most a fifth of a PP-MattingV2 run on drawn portraits, and is better
   * than the matte as it is on every one of them: {@link #guidedFilter}.
   */
  static MatteRefiner standard(int networkWidth, int networkHeight) {
    return guidedFilter(networkWidth, networkHeight);
  }
}
