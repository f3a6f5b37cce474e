package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.Architecture;
import org.junit.jupiter.api.Test;

/** Nobody programs against the command line. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(Architecture.of(Main.class).publicTypes())
        .containsExactly("io.github.matting4j.cli.Main");
  }
}
