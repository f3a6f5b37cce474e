package io.github.matting4j.networks.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What mattes alone say about a recipe. */
class MatteSignsTest {
  private static final int SIDE = 100;

  /** A disc with an edge of this many pixels, of these alphas outside and inside. */
  private static AlphaMatte disc(float outside, float inside, double edge) {
    float[] alpha = new float[SIDE * SIDE];
    for (int i = 0; i < alpha.length; i++) {
      double distance = Math.hypot(i % SIDE - SIDE / 2.0, i / SIDE - SIDE / 2.0);
      double share = Math.min(1, Math.max(0, (SIDE / 4.0 - distance) / edge + 0.5));
      alpha[i] = (float) (outside + (inside - outside) * share);
    }
    return AlphaMatte.copyOf(SIDE, SIDE, alpha);
  }

  private static String sign(AlphaMatte... mattes) {
    return MatteSigns.of(List.of(mattes)).map(Finding::sentence).orElse("none");
  }

  @Test
  void softMattesHaveNone() {
    assertThat(sign(disc(0, 1, 8), disc(0, 1, 8))).isEqualTo("none");
    assertThat(MatteSigns.of(List.of())).isEqualTo(Optional.empty());
  }

  @Test
  void theSameEverywhereInEveryPhoto() {
    assertThat(sign(AlphaMatte.filled(9, 9, 0f), AlphaMatte.filled(9, 9, 0f)))
        .contains("is the same everywhere, 0.00;", "range");
    assertThat(sign(AlphaMatte.filled(9, 9, 0.2f), AlphaMatte.filled(9, 9, 0.9f)))
        .contains("is the same everywhere, 0.20 to 0.90");
    assertThat(sign(AlphaMatte.filled(9, 9, 0f), disc(0, 1, 8)))
        .as("a photo without a person is no sign")
        .isEqualTo("none");
  }

  @Test
  void anActivationTwice() {
    assertThat(sign(disc(0.5f, 0.73f, 8)))
        .contains("only reach from 0.50 to 0.73", "activation or levels");
    assertThat(sign(disc(0, 0.004f, 8))).contains("is the same everywhere, 0.00");
  }

  @Test
  void aSegmentation() {
    Finding finding = MatteSigns.of(List.of(disc(0, 1, 0.01))).orElseThrow();
    assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
    assertThat(finding.sentence()).contains(" % of the pixels are between", "kind: segmentation");
  }
}
