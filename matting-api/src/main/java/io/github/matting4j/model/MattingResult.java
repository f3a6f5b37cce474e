package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Set;

/**
 * A matte and the report of how it was made.
 *
 * @param matte as large as the photo
 * @param report which network ran, where, at what size, for how long
 */
public record MattingResult(AlphaMatte matte, RunReport report) {

  /**
   * What is suspicious about the matte, found without knowing the truth; mostly empty. Looked for
   * when asked, in a millisecond or two.
   *
   * @param photo the one that the matte is of
   * @throws IllegalArgumentException if it has another size
   */
  public Set<QualityFlag> flags(ArgbImage photo) {
    return QualityFlag.of(photo, matte);
  }
}
