package io.github.matting4j.kernel.analysis;

/**
 * Whether parts of rows of alphas are decided throughout; in loops that the compiler vectorises,
 * because nearly all of a matte is. Stateless.
 */
public final class DecidedAlphas {
  /** The bits of -0 are then those of 0, and those of values of 0..1 are ordered as they are. */
  private static final int WITHOUT_SIGN = 0x7FFFFFFF;

  private DecidedAlphas() {}

  /**
   * Whether all alphas from {@code from} to before {@code end} are at most {@code limit}.
   *
   * @param limit 0..1
   */
  public static boolean areAtMost(float limit, float[] alphas, int from, int end) {
    int bits = Float.floatToRawIntBits(limit);
    int signs = 0;
    for (int i = from; i < end; i++) {
      signs |= bits - (Float.floatToRawIntBits(alphas[i]) & WITHOUT_SIGN);
    }
    return signs >= 0;
  }

  /**
   * Whether all alphas from {@code from} to before {@code end} are at least {@code limit}.
   *
   * @param limit 0..1
   */
  public static boolean areAtLeast(float limit, float[] alphas, int from, int end) {
    int bits = Float.floatToRawIntBits(limit);
    int signs = 0;
    for (int i = from; i < end; i++) {
      signs |= (Float.floatToRawIntBits(alphas[i]) & WITHOUT_SIGN) - bits;
    }
    return signs >= 0;
  }
}
