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
   * @param photo the photo
   * @param matte of the photo's size
   * @return a matte of the same size
   */
  AlphaMatte refine(ArgbImage photo, AlphaMatte matte);

  /**
   * This refiner with a trimap, which holds exactly. If it marks both the person and background,
   * what it leaves unknown is solved from it by {@link TrimapMatting}, and the refined matte is no
   * more than the initial guess. If it marks only one of them, it is imposed on the matte before
   * and after refinement: it corrects the network.
   *
   * <p>Needs 4 more bytes per pixel of the photo, and about 200 per unknown pixel, of at most two
   * million at once.
   *
   * @see TrimapMatting for the residual, a time limit and cancellation
   */
  default MatteRefiner withTrimap(Trimap trimap) {
    return new TrimapRefinement(this, Objects.requireNonNull(trimap, "trimap"));
  }

  /**
   * What suits the matte of this run: {@link #standard} if it was enlarged bilinearly and the
   * network saw at least 256x140 pixels of the photo, which networks of 256x256 do of all usual
   * photos, and at most 2048x1024; else {@link #none}. Larger networks gain little and would need
   * much memory; and a matte enlarged along the photo's edges follows them already.
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
   * a linear function of the colour around it, and that function is applied to the full photo.
   * Alphas at the network's own pixels are kept; those between them follow the photo instead of
   * bilinear interpolation.
   *
   * <p>For mattes that were enlarged bilinearly, as all models here do unless they say otherwise. A
   * matte made at the photo's size or above is left alone.
   *
   * <p>Needs 4 bytes per pixel of the photo, for the result, and about 90 per pixel of the
   * network's input.
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
   * {@link #standard}, and closed-form matting (Levin et al., 2008) at the photo's size where that
   * moves or sharpens an edge: a few per cent nearer to the truth, in about four times the time.
   * See docs/edges.md.
   *
   * <p>Memory: as {@link #standard}, 8 more bytes per pixel of the photo, and 200 per pixel that is
   * solved.
   *
   * @param timeLimit from the start of the refinement; then the solution is used as far as it has
   *     come. So the result depends on the machine's speed unless the limit is generous; within it,
   *     same input, same bits
   * @throws IllegalArgumentException if a size is not positive or the limit is negative
   */
  static MatteRefiner hair(int networkWidth, int networkHeight, Duration timeLimit) {
    return new HairRefinement(new GuidedUpsampling(networkWidth, networkHeight), timeLimit);
  }

  /**
   * The default: {@link #guidedFilter} for a matte that is corrected before, at the network's size.
   * For mattes that are a little too wide, too narrow or blurred, as those of networks are, and for
   * hair that the network did not resolve.
   *
   * <p>Where the matte's edge does not fit the photo's, it is solved by closed-form matting (Levin
   * et al., 2008). The solution is used where it moves the edge in one direction or makes it
   * steeper; what differs without direction is the photo's noise and texture, and there the matte
   * is kept. On drawn portraits that improves every matte, exact or not. A matte made at the
   * photo's size or above is left alone, as in such photos the correction follows blocks of the
   * JPEG.
   *
   * <p>Needs 4 bytes per pixel of the photo, for the result, about 90 per pixel of the network's
   * input, and 200 per such pixel that is solved. About twice as slow as the guided filter.
   *
   * @param networkWidth columns of the photo as the network saw it, padding left out; the run's
   *     report has them
   * @param networkHeight rows of the same
   * @throws IllegalArgumentException if one is not positive
   */
  static MatteRefiner standard(int networkWidth, int networkHeight) {
    return new CorrectedUpsampling(new GuidedUpsampling(networkWidth, networkHeight));
  }
}
