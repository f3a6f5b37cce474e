package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelLoadException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The built-in weights with any bit flipped or any end cut off never reach the engine. */
@Tag("soak")
class DamagedWeightsSoakTest {
  private static final int FILES = Integer.getInteger("matting4j.soak.mutants", 10_000);

  @Test
  void allAreRefused() throws Exception {
    byte[] weights;
    try (InputStream in = StarterProvider.class.getResourceAsStream(StarterProvider.RESOURCE)) {
      weights = in.readAllBytes();
    }
    assertThat(StarterProvider.verified(weights)).isSameAs(weights);
    Random random = new Random(6);
    for (int i = 0; i < FILES; i++) {
      int at = random.nextInt(weights.length);
      int bit = 1 << random.nextInt(8);
      byte[] cut = i % 2 == 0 ? Arrays.copyOf(weights, at) : weights;
      weights[at] ^= (byte) bit;
      assertThatThrownBy(() -> StarterProvider.verified(cut))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("SHA-256");
      weights[at] ^= (byte) bit;
    }
  }
}
