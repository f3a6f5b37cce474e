package io.github.matting4j.kernel.foreground;

/**
 * The alpha by which a pixel of a wide edge is unmixed. Where a matte is steep, as at hair and at
 * outlines of a large network, its alpha is used. Along a wide ramp, as the enlarged matte of a
 * small network has at every outline, the photo's own outline is somewhere within the ramp, and
 * alpha says only roughly how much of the person a pixel shows. Unmixed by it, pixels of the old
 * background beside the true outline would get a foreground even paler or darker than they are. So
 * alpha is moved towards the one that explains the photo's colour I by F̄ and B̄:
 *
 * <pre>
 * α' = α + (I − α F̄ − (1 − α) B̄)·(F̄ − B̄) / (|F̄ − B̄|² + 0.03 / (4 α (1 − α))²),   clipped to 0..1
 * </pre>
 *
 * <p>The last term is the variance of the colours over that of alpha: a matte is least certain at
 * 0.5 and not to be corrected near 0 and 1, and where F̄ and B̄ are alike the photo does not tell
 * alpha.
 */
final class PhotoAlpha {
  /** A matte is steep around neighbours whose alphas differ by more. */
  static final float STEEP = 0.35f;

  /** How far around them. */
  static final int REACH = 2;

  /** Variance of colours around F̄ and B̄ over that of an alpha of 0.5. */
  private static final float VARIANCE = 0.03f;

  private PhotoAlpha() {}

  /**
   * The corrected alpha.
   *
   * @param values red, green, blue of F̄, then of B̄, from {@code at} on
   */
  static float of(float alpha, float red, float green, float blue, float[] values, int at) {
    float spanRed = values[at] - values[at + 3];
    float spanGreen = values[at + 1] - values[at + 4];
    float spanBlue = values[at + 2] - values[at + 5];
    float along =
        (red - values[at + 3] - alpha * spanRed) * spanRed
            + (green - values[at + 4] - alpha * spanGreen) * spanGreen
            + (blue - values[at + 5] - alpha * spanBlue) * spanBlue;
    float span = spanRed * spanRed + spanGreen * spanGreen + spanBlue * spanBlue;
    float certainty = 4f * alpha * (1f - alpha);
    float square = certainty * certainty; // 0 where alpha is decided: no correction
    return EdgeForeground.unit(alpha + along * square / (span * square + VARIANCE));
  }
}
