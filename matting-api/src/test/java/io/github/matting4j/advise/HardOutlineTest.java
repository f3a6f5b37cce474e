package io.github.matting4j.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortraits;
import org.junit.jupiter.api.Test;

/**
 * The ground of the rule {@code variant.hard-outline}: what the best possible hard outline, the
 * true alpha rounded to 0 or 1, loses in the pixels that loose hair covers in part.
 */
class HardOutlineTest {
  private static final double SOFT = 0.02;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 320;

  @Test
  void evenAnExactOutlineIsOffByFiftyLevelsInTheHair() {
    PortraitScene scene =
        SyntheticPortraits.gallery().stream()
            .filter(one -> one.name().equals("curly-hair-studio"))
            .findFirst()
            .orElseThrow();
    double sum = 0;
    int soft = 0;
    for (float alpha : scene.size(WIDTH, HEIGHT).render().alpha()) {
      if (alpha > SOFT && alpha < 1 - SOFT) {
        sum += Math.min(alpha, 1 - alpha);
        soft++;
      }
    }
    assertThat(255 * sum / soft).as("of 255 levels").isBetween(45.0, 60.0);
    assertThat(soft / (double) (WIDTH * HEIGHT)).as("share of the picture").isBetween(0.05, 0.15);
  }
}
