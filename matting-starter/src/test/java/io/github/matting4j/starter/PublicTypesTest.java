package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.Architecture;
import org.junit.jupiter.api.Test;

/** A user sees the provider; the rest is hidden. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(Architecture.of(StarterProvider.class).publicTypes())
        .containsExactly("io.github.matting4j.starter.StarterProvider");
  }
}
