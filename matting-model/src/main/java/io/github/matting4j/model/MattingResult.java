package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
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
}
