package io.github.matting4j.kernel.refine;

/**
 * Closed-form matting (Levin, Lischinski and Weiss, 2008) of a small picture with a prior p,
 * towards the minimum of
 *
 * <pre>
 * αᵀ L α + λ Σ (α_i − p_i)²     over the unknown pixels, the others staying p
 * </pre>
 *
 * with the matting Laplacian L, by {@value #STEPS} Chebyshev steps from p. Each of the nine windows
 * of a pixel contributes at most 1 to the eigenvalues of L, so all eigenvalues of the system lie in
 * λ..9 + λ; the steps are the same for every picture, without a sum over its pixels. So pixels
 * farther than {@link #REACH} from a pixel do not influence it, to the last bit, and a large
 * picture can be solved in tiles that overlap by that much.
 */
public final class ClosedFormTile {
  /** How far the influence of a pixel reaches: two pixels per step, and two for the windows. */
  static final int REACH = 2 * ClosedFormTile.STEPS + 2;

  public static final int STEPS = 15;

  /** λ, a hundredth of the bound 9 on the eigenvalues of L. */
  public static final double PRIOR_WEIGHT = 0.09;

  public static final double EPSILON = 1e-4;

  private static final double LARGEST = 9 + PRIOR_WEIGHT;

  private ClosedFormTile() {}

  /**
   * Solves.
   *
   * @param rgb {@code 0x..RRGGBB}, row-major
   * @param alpha 0..1, the p of the formula; overwritten with the result, clipped to 0..1
   * @param unknown which to change
   * @param steps {@link #STEPS}, but for tests
   */
  public static void solve(
      int width, int height, int[] rgb, float[] alpha, boolean[] unknown, int steps) {
    MattingLaplacian laplacian = new MattingLaplacian(width, height, rgb, unknown, EPSILON);
    float[] residual = new float[alpha.length];
    float[] direction = new float[alpha.length];
    float[] product = new float[alpha.length];
    laplacian.multiply(alpha, product);
    for (int i = 0; i < alpha.length; i++) {
      residual[i] = unknown[i] ? -product[i] : 0f; // at p the prior term is 0
    }
    // Chebyshev iteration for eigenvalues in PRIOR_WEIGHT..LARGEST
    double middle = (LARGEST + PRIOR_WEIGHT) / 2;
    double half = (LARGEST - PRIOR_WEIGHT) / 2;
    double length = 0;
    for (int step = 0; step < steps; step++) {
      double turn = length * half * (length * half) / (step == 1 ? 2 : 4);
      length = 1 / (middle - (step == 0 ? 0 : turn / length));
      advance((float) length, (float) turn, alpha, residual, direction);
      laplacian.multiply(direction, product);
      for (int i = 0; i < alpha.length; i++) {
        if (unknown[i]) {
          residual[i] -= (float) length * (product[i] + (float) PRIOR_WEIGHT * direction[i]);
        }
      }
    }
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = Math.max(0f, Math.min(1f, alpha[i]));
    }
  }

  private static void advance(
      float length, float turn, float[] alpha, float[] residual, float[] direction) {
    for (int i = 0; i < alpha.length; i++) {
      direction[i] = residual[i] + turn * direction[i];
      alpha[i] += length * direction[i];
    }
  }
}
