package io.github.matting4j.compose;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.refine.ClosedForm;
import io.github.matting4j.kernel.refine.CorrectionWeights;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.kernel.refine.MisfitBand;

/**
 * What is wrong with the edges of a matte, at the size at which a network made it. Where its edge
 * does not fit the photo's, it is solved by closed-form matting (Levin et al., 2008), and the
 * solution is used where it moves or sharpens the edge as a whole.
 */
final class EdgeCorrection {
  /** Of the short side: so far may the sides of an edge be from each other, with hair. */
  private static final double REACH = 1 / 54.0;

  private static final int MAX_REACH = 63;

  /** Of the short side, the radius of the windows in which a solution is judged. */
  private static final double JUDGED = 1 / 80.0;

  /** Beside what is solved, a smaller alpha is background, */
  private static final float BACKGROUND = 0.05f;

  /** and a larger one the person. */
  private static final float PERSON = 0.95f;

  /** Rough, as the matte is; keeps to it what colours leave open. */
  private static final ClosedForm.Settings SETTINGS =
      new ClosedForm.Settings(
          TrimapMatting.DEFAULT_EPSILON, 1e-3, 16, TrimapMatting.DEFAULT_MAX_PIXELS, 3e-3, false);

  private final float[] alpha;
  private final float[] weights;

  private EdgeCorrection(float[] alpha, float[] weights) {
    this.alpha = alpha;
    this.weights = weights;
  }

  /**
   * Corrects a matte.
   *
   * @param filter has the reduced photo as its guide; is left without a fit
   */
  static EdgeCorrection of(GuidedUpsampling.Reduced small, GuidedFilter filter) {
    int width = small.width();
    int height = small.height();
    float[] matte = small.alpha();
    int side = Math.min(width, height);
    int reach = Math.min(MAX_REACH, (int) Math.ceil(REACH * side));
    BitRows unknown = MisfitBand.of(filter, width, height, matte, reach);
    float[] solution = decided(matte, unknown);
    new ClosedForm(SETTINGS)
        .solve(ArgbImage.adopt(width, height, small.rgb()), unknown, solution, done -> true);
    int radius = (int) Math.max(1, Math.rint(JUDGED * side));
    float[] weights = CorrectionWeights.of(unknown, matte, solution, radius);
    for (int i = 0; i < solution.length; i++) {
      solution[i] = matte[i] + weights[i] * (solution[i] - matte[i]);
    }
    return new EdgeCorrection(solution, weights);
  }

  /** The matte, with exact 0 and 1 where it is decided and known. */
  static float[] decided(float[] matte, BitRows unknown) {
    float[] alpha = matte.clone();
    int width = unknown.width();
    for (int y = 0; y < unknown.height(); y++) {
      int x = unknown.next(0, y, false);
      while (x < width) {
        int end = unknown.next(x, y, true);
        for (int i = y * width + x; i < y * width + end; i++) {
          if (alpha[i] < BACKGROUND) {
            alpha[i] = 0f;
          } else if (alpha[i] > PERSON) {
            alpha[i] = 1f;
          }
        }
        x = end < width ? unknown.next(end, y, false) : width;
      }
    }
    return alpha;
  }

  /** The corrected matte, 0..1, row-major; not copied. */
  float[] alpha() {
    return alpha;
  }

  /** How far each pixel was replaced by the solution, 0..1; not copied. */
  float[] weights() {
    return weights;
  }
}
