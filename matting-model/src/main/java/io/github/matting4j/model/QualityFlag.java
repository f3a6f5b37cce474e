package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.MatteSketch;
import io.github.matting4j.kernel.analysis.SoftRegions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

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
  /**
   * The sum of α (1 − α) over the picture is more than a tenth of the sum of α: much of the person
   * is neither there nor not.
   */
  LARGE_UNDECIDED,
  /**
   * More than 15 % of the person's area lies in ten or more islands away from the largest, or more
   * than 10 % in islands whose mean alpha is below 0.85.
   */
  FRAGMENTED,
  /** Less than a quarter of the outline follows an edge of the photo. */
  AT_ODDS_WITH_EDGES,
  /**
   * Soft holes, enclosed by the body or open to the lower border, lack more than 0.8 % of its area.
   * They are a place to look at and say little about the rest of the matte.
   */
  SOFT_HOLES,
  /**
   * A second run, on the mirrored photo, gave another matte, and the first is rather undecided;
   * only after {@link MattingResult#checkedFlags}, and instead of {@link #LARGE_UNDECIDED} where
   * that is in doubt. With u the share of {@link #LARGE_UNDECIDED} and d the difference of the
   * mattes (1 minus the sum of the smaller alphas over that of the larger), 0.94 √u + d is more
   * than 0.43.
   */
  MIRRORED_DIFFERS;

  static final double MIN_SUBJECT = 0.002;
  static final double MAX_BORDER = 0.08;
  static final double MAX_UNDECIDED = 0.1;

  /** With less no second run finds anything; with more none is needed. */
  static final double MIN_IN_DOUBT = 0.05;

  static final double MAX_IN_DOUBT = 0.21;
  static final double UNDECIDED_WEIGHT = 0.94;
  static final double MAX_DIFFERENCE = 0.43;
  static final double MAX_SOFT_ISLANDS = 0.1;
  static final double MAX_SOFT_HOLES = 0.008;
  static final double MAX_ISLANDS_AREA = 0.15;
  static final int MANY_ISLANDS = 10;
  static final double MIN_ON_EDGES = 0.25;

  /**
   * The flags of a matte.
   *
   * @param photo the one that the matte is of
   * @throws IllegalArgumentException if it has another size
   */
  public static Set<QualityFlag> of(ArgbImage photo, AlphaMatte matte) {
    return of(MatteSketch.of(photo, matte));
  }

  private static Set<QualityFlag> of(MatteSketch sketch) {
    EnumSet<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    if (sketch.solidShare() < MIN_SUBJECT) {
      flags.add(NO_SUBJECT); // and nothing else can be said
      return Collections.unmodifiableSet(flags);
    }
    SoftRegions soft = new SoftRegions(sketch);
    add(flags, CUT_BY_FRAME, sketch.maxBorderShare() > MAX_BORDER);
    add(flags, LARGE_UNDECIDED, sketch.uncertainty() > MAX_UNDECIDED);
    boolean scattered =
        sketch.islands() >= MANY_ISLANDS && sketch.islandsShare() > MAX_ISLANDS_AREA;
    add(flags, FRAGMENTED, scattered || soft.softPieceShare() > MAX_SOFT_ISLANDS);
    add(flags, AT_ODDS_WITH_EDGES, sketch.shareOnEdges() < MIN_ON_EDGES);
    add(flags, SOFT_HOLES, soft.holeShare() > MAX_SOFT_HOLES);
    return Collections.unmodifiableSet(flags);
  }

  private static void add(Set<QualityFlag> flags, QualityFlag flag, boolean raised) {
    if (raised) {
      flags.add(flag);
    }
  }

  /**
   * The flags of a matte, with the matte of a second run if the first is in doubt.
   *
   * @param second the matte of the mirrored photo, mirrored back; asked for if the matte is neither
   *     nearly decided nor very undecided
   */
  static Set<QualityFlag> checked(ArgbImage photo, AlphaMatte matte, Supplier<AlphaMatte> second) {
    MatteSketch sketch = MatteSketch.of(photo, matte);
    Set<QualityFlag> first = of(sketch);
    double undecided = sketch.uncertainty();
    if (first.contains(NO_SUBJECT) || undecided < MIN_IN_DOUBT || undecided > MAX_IN_DOUBT) {
      return first;
    }
    EnumSet<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    flags.addAll(first);
    flags.remove(LARGE_UNDECIDED);
    double difference = sketch.difference(MatteSketch.of(photo, second.get()));
    boolean differs = UNDECIDED_WEIGHT * Math.sqrt(undecided) + difference > MAX_DIFFERENCE;
    add(flags, MIRRORED_DIFFERS, differs);
    return Collections.unmodifiableSet(flags);
  }

  /**
   * Whether the flag puts the matte as a whole in doubt. {@link #CUT_BY_FRAME} describes the photo,
   * {@link #SOFT_HOLES} a place; mattes with these alone are mostly right. docs/edges.md has the
   * figures.
   */
  public boolean doubtsWhole() {
    return this != CUT_BY_FRAME && this != SOFT_HOLES;
  }
}
