package io.github.matting4j.networks.check;

import io.github.matting4j.image.AlphaMatte;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs of a wrong recipe that need no truth: they are in the mattes of a few photos of people.
 * Stateless.
 */
public final class MatteSigns {
  private static final double CONSTANT = 0.02;
  private static final double LOW = 0.3;
  private static final double HIGH = 0.7;
  private static final double CLEAR = 0.02;
  private static final double MIN_SOFT_SHARE = 0.003;

  private MatteSigns() {}

  /**
   * What is suspicious about all of these mattes together; empty if nothing is, or there are none.
   *
   * @param mattes of photos with people, as the network gave them, not refined
   */
  public static Optional<Finding> of(List<AlphaMatte> mattes) {
    if (mattes.isEmpty()) {
      return Optional.empty();
    }
    double low = 1;
    double high = 0;
    double soft = 0;
    double pixels = 0;
    boolean constant = true;
    for (AlphaMatte matte : mattes) {
      double min = 1;
      double max = 0;
      for (float alpha : matte.toArray()) {
        min = Math.min(min, alpha);
        max = Math.max(max, alpha);
        soft += alpha > CLEAR && alpha < 1 - CLEAR ? 1 : 0;
      }
      pixels += (double) matte.width() * matte.height();
      constant &= max - min < CONSTANT;
      low = Math.min(low, min);
      high = Math.max(high, max);
    }
    return Optional.ofNullable(sign(constant, low, high, soft / pixels));
  }

  private static @Nullable Finding sign(
      boolean constant, double low, double high, double softShare) {
    if (constant) {
      return Finding.warning(
          "the alpha of every photo is the same everywhere, "
              + (high - low < CONSTANT ? text(high) : text(low) + " to " + text(high))
              + "; likely wrong are the range of the input's values, or the output and its levels");
    }
    if (low > LOW || high < HIGH) {
      return Finding.warning(
          "the alphas only reach from "
              + text(low)
              + " to "
              + text(high)
              + "; likely wrong are activation or levels (an activation that the graph already has"
              + " must not be computed again)");
    }
    if (softShare < MIN_SOFT_SHARE) {
      return Finding.note(
          String.format(
              Locale.ROOT,
              "the alpha is 0 or 1 nearly everywhere (%.1f %% of the pixels are between), so this is"
                  + " a segmentation: hair gets a hard outline; state 'kind: segmentation'",
              100 * softShare));
    }
    return null;
  }

  private static String text(double alpha) {
    return String.format(Locale.ROOT, "%.2f", alpha);
  }
}
