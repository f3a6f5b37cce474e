package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.MatteSketch;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something suspicious about a matte, found without a reference. A flag is a reason to check the
 * result, not a proof. Mattes never contain NaN: models refuse it ({@link InferenceException}).
 *
 * <p>The thresholds are stated with each flag. They apply to a reduced matte of at most 256 cells a
 * side.
 */
public enum QualityFlag {
  /** Less than 0.2 % of the frame is more person than background. */
  NO_SUBJECT,
  /**
   * The person touches the left, right or upper border along more than 8 % of it. The lower border
   * does not count: most portraits end there.
   */
  CUT_BY_FRAME,
  /** Undecided alphas (0.15 to 0.85) cover more than a third of the person's area. */
  LARGE_UNDECIDED,
  /** More than 15 % of the person's area lies in five or more islands away from the largest. */
  FRAGMENTED,
  /** Less than a quarter of the outline follows an edge of the photo. */
  AT_ODDS_WITH_EDGES;

  static final double MIN_SUBJECT = 0.002;
  static final double MAX_BORDER = 0.08;
  static final double MAX_UNDECIDED = 1 / 3.0;
  static final double MAX_ISLANDS_AREA = 0.15;
  static final int MANY_ISLANDS = 5;
  static final double MIN_ON_EDGES = 0.25;

  /**
   * The flags of a matte.
   *
   * @param photo the one that the matte is of
   * @throws IllegalArgumentException if it has another size
   */
  public static Set<QualityFlag> of(ArgbImage photo, AlphaMatte matte) {
    MatteSketch sketch = MatteSketch.of(photo, matte);
    EnumSet<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    if (sketch.solidShare() < MIN_SUBJECT) {
      flags.add(NO_SUBJECT); // and nothing else can be said
      return Collections.unmodifiableSet(flags);
    }
    if (sketch.maxBorderShare() > MAX_BORDER) {
      flags.add(CUT_BY_FRAME);
    }
    if (sketch.undecidedShare() > MAX_UNDECIDED) {
      flags.add(LARGE_UNDECIDED);
    }
    if (sketch.islands() >= MANY_ISLANDS && sketch.islandsShare() > MAX_ISLANDS_AREA) {
      flags.add(FRAGMENTED);
    }
    if (sketch.shareOnEdges() < MIN_ON_EDGES) {
      flags.add(AT_ODDS_WITH_EDGES);
    }
    return Collections.unmodifiableSet(flags);
  }
}
