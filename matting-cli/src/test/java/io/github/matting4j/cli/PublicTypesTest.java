package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import org.junit.jupiter.api.Test;

/** Nobody programs against the command line. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(
            ModuleStructure.of(Main.class).publicTypes().stream()
                .filter(name -> name.matches("io\\.github\\.matting4j\\.cli\\.[A-Z].*")))
        .containsExactly( // packages below are the command's own
            "io.github.matting4j.cli.AddOn",
            "io.github.matting4j.cli.Main",
            "io.github.matting4j.cli.MattingCommand");
  }
}
