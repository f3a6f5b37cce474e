package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.refine.ClosedFormBand;
import java.time.Duration;

/**
 * A refiner, then closed-form matting in the band that the matte leaves undecided, with the
 * refiner's result as the prior. Immutable and thread-safe.
 */
final class HairRefinement implements MatteRefiner {
  private final MatteRefiner first;
  private final Duration limit;

  HairRefinement(MatteRefiner first, Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("time limit is " + limit + "; give zero or more");
    }
    this.first = first;
    this.limit = limit;
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    long start = System.nanoTime();
    float[] alpha = first.refine(photo, matte).toArray();
    new ClosedFormBand().solve(photo, matte, alpha, () -> limit.compareTo(since(start)) > 0);
    return AlphaMatte.adopt(photo.width(), photo.height(), alpha);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public String toString() {
    return "HairRefinement[" + first + ", at most " + limit + "]";
  }
}
