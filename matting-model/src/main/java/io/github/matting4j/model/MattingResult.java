package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.Mirrored;
import java.util.Set;

/**
 * A matte and the report of how it was made.
 *
 * @param matte as large as the photo; the network's own, unrefined and without the photo's own
 *     transparency. {@code Composer} takes it as it is and considers both. To keep a matte by
 *     itself use {@code Composer.layer(photo, matte).matte()}, or {@link AlphaMatte#times} where
 *     only the transparency matters
 * @param report which network ran, where, at what size, for how long
 */
public record MattingResult(AlphaMatte matte, RunReport report) {

  /**
   * What is suspicious about the matte, usually nothing. Computed at each call, within a few
   * milliseconds.
   *
   * @param photo the one that the matte is of
   * @throws IllegalArgumentException if it has another size
   */
  public Set<QualityFlag> flags(ArgbImage photo) {
    return QualityFlag.of(photo, matte);
  }

  /**
   * {@link #flags} with a second run where the first matte is in doubt: the model runs on the
   * mirrored photo, and what differs is unsure. Costs one more run for about every third photo of
   * the built-in network, and one copy of the photo.
   *
   * @param photo the one that the matte is of
   * @param model the one that made the matte
   * @param control limits of the second run
   * @throws IllegalArgumentException if the photo has another size
   * @throws InferenceException if the second run fails
   */
  public Set<QualityFlag> checkedFlags(ArgbImage photo, MattingModel model, RunControl control) {
    return QualityFlag.checked(
        photo, matte, () -> Mirrored.of(model.run(Mirrored.of(photo), control).matte()));
  }
}
