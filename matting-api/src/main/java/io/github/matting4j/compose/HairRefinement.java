package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.refine.ClosedForm;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import java.nio.FloatBuffer;
import java.time.Duration;

/**
 * Guided enlargement of a matte whose edges are corrected before, and closed-form matting at the
 * photo's size where they were. Immutable and thread-safe.
 */
final class HairRefinement implements MatteRefiner {
  /** Keeps to the enlarged matte what colours leave open. */
  private static final ClosedForm.Settings SETTINGS =
      new ClosedForm.Settings(
          TrimapMatting.DEFAULT_EPSILON, 1e-4, 60, TrimapMatting.DEFAULT_MAX_PIXELS, 3e-3);

  private final GuidedUpsampling guided;
  private final Duration limit;

  HairRefinement(GuidedUpsampling guided, Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("time limit is " + limit + "; give zero or more");
    }
    this.guided = guided;
    this.limit = limit;
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    long start = System.nanoTime();
    GuidedUpsampling.Reduced small = guided.reduce(photo, matte);
    GuidedFilter filter = GuidedUpsampling.filter(small);
    EdgeCorrection correction = EdgeCorrection.of(small, filter);
    float[] alpha = GuidedUpsampling.enlarge(photo, filter, correction.alpha()).toArray();
    AlphaRows weights =
        AlphaRows.of(
            FloatBuffer.wrap(correction.weights()), small.width(), small.width(), small.height());
    BitRows unknown = positive(enlarged(weights, photo));
    float[] solution = EdgeCorrection.decided(alpha, unknown);
    new ClosedForm(SETTINGS)
        .solve(photo, unknown, solution, done -> limit.compareTo(since(start)) > 0);
    mix(solution, enlarged(weights, photo), unknown, alpha);
    return AlphaMatte.adopt(photo.width(), photo.height(), alpha);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static AlphaRows enlarged(AlphaRows weights, ArgbImage photo) {
    AlphaResizer resizer =
        new AlphaResizer(weights.width(), weights.height(), photo.width(), photo.height());
    resizer.start(weights);
    return resizer;
  }

  private static BitRows positive(AlphaRows weights) {
    BitRows positive = new BitRows(weights.width(), weights.height());
    float[] row = new float[weights.width()];
    for (int y = 0; y < weights.height(); y++) {
      weights.read(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        if (row[x] > 0) {
          positive.set(x, y);
        }
      }
    }
    return positive;
  }

  private static void mix(float[] solution, AlphaRows weights, BitRows unknown, float[] alpha) {
    float[] row = new float[weights.width()];
    for (int y = 0; y < weights.height(); y++) {
      if (unknown.next(0, y, true) == row.length) {
        continue;
      }
      weights.read(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        int i = y * row.length + x;
        alpha[i] += row[x] * (solution[i] - alpha[i]);
      }
    }
  }

  @Override
  public String toString() {
    return "HairRefinement[" + guided + ", at most " + limit + "]";
  }
}
