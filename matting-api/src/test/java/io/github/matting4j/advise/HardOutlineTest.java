package io.github.matting4j.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortraits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ground of the rule {@code variant.hard-outline}: what the best possible hard outline, the
 * true alpha rounded to 0 or 1, loses in the pixels that loose hair covers in part.
 */
class HardOutlineTest {
  private static final double SOFT = 0.02;

  @ParameterizedTest
  @ValueSource(strings = {"wavy-hair-leaves", "straight-hair-city", "curly-hair-studio"})
  void evenAnExactOutlineIsOffByFiftyLevelsInTheHair(String name) {
    PortraitScene scene =
        SyntheticPortraits.gallery().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    double sum = 0;
    int soft = 0;
    for (float alpha : scene.size(512, 640).render().alpha()) {
      if (alpha > SOFT && alpha < 1 - SOFT) {
        sum += Math.min(alpha, 1 - alpha);
        soft++;
      }
    }
    assertThat(255 * sum / soft).as("of 255 levels").isBetween(50.0, 65.0);
    assertThat(soft / (512.0 * 640)).as("share of the picture").isBetween(0.02, 0.1);
  }
}
