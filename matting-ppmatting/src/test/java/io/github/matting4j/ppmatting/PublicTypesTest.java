package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import org.junit.jupiter.api.Test;

/** A user sees the provider; the rest is hidden. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(ModuleStructure.of(PpMattingProvider.class).publicTypes())
        .containsExactly("io.github.matting4j.ppmatting.PpMattingProvider");
  }
}
