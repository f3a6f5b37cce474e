package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.refine.ClosedForm;
import io.github.matting4j.kernel.refine.MisfitBand;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import java.nio.FloatBuffer;
import java.time.Duration;

/**
 * Guided enlargement, and closed-form matting where the matte's edge is off the photo's edge, as
 * wide as it is off. Immutable and thread-safe.
 */
final class HairRefinement implements MatteRefiner {
  /** Of the photo's short side: so far may the sides of an edge be from each other, with hair. */
  private static final double REACH = 1 / 54.0;

  private static final float BACKGROUND = 0.05f;
  private static final float PERSON = 0.95f;

  /** Keeps to the guided result what colours leave open. */
  private static final double PRIOR_WEIGHT = 3e-3;

  /** Rougher than for a trimap: the band is a guess itself. */
  private static final ClosedForm.Settings SETTINGS =
      new ClosedForm.Settings(
          TrimapMatting.DEFAULT_EPSILON, 1e-4, 60, TrimapMatting.DEFAULT_MAX_PIXELS, PRIOR_WEIGHT);

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
    AlphaMatte enlarged = guided.enlarge(photo, small);
    double reach = REACH * Math.min(small.width(), small.height());
    MisfitBand misfits =
        MisfitBand.of(GuidedUpsampling.filter(small), small.width(), small.height(), small.alpha(), (int) Math.ceil(reach));
    BitRows unknown = misfits.unknown(photo.width(), photo.height());
    float[] solved = initial(enlarged, matte, unknown);
    new ClosedForm(SETTINGS)
        .solve(photo, unknown, solved, done -> limit.compareTo(since(start)) > 0);
    return mixed(enlarged, solved, unknown, new float[small.alpha().length], small);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What the matte decides, as exact 0 and 1; else the enlarged matte. */
  private static float[] initial(AlphaMatte enlarged, AlphaMatte matte, BitRows unknown) {
    float[] alpha = enlarged.toArray();
    float[] row = new float[matte.width()];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      int x = unknown.next(0, y, false);
      while (x < row.length) {
        if (row[x] < BACKGROUND) {
          alpha[y * row.length + x] = 0f;
        } else if (row[x] > PERSON) {
          alpha[y * row.length + x] = 1f;
        }
        x = x + 1 < row.length ? unknown.next(x + 1, y, false) : row.length;
      }
    }
    return alpha;
  }

  private static AlphaMatte mixed(
      AlphaMatte enlarged,
      float[] solved,
      BitRows unknown,
      float[] weights,
      GuidedUpsampling.Reduced small) {
    int width = enlarged.width();
    AlphaResizer resizer =
        new AlphaResizer(small.width(), small.height(), width, enlarged.height());
    resizer.start(
        AlphaRows.of(FloatBuffer.wrap(weights), small.width(), small.width(), small.height()));
    float[] alpha = enlarged.toArray();
    float[] share = new float[width];
    for (int y = 0; y < enlarged.height(); y++) {
      resizer.read(y, share, 0);
      int x = unknown.next(0, y, true);
      while (x < width) {
        int i = y * width + x;
        alpha[i] += share[x] * (solved[i] - alpha[i]);
        x = x + 1 < width ? unknown.next(x + 1, y, true) : width;
      }
    }
    return AlphaMatte.adopt(width, enlarged.height(), alpha);
  }

  @Override
  public String toString() {
    return "HairRefinement[" + guided + ", at most " + limit + "]";
  }
}
