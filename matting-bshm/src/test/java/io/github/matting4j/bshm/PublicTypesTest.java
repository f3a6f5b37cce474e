package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import org.junit.jupiter.api.Test;

/** A user sees the provider and its options; the rest is hidden. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(ModuleStructure.of(BshmProvider.class).publicTypes())
        .containsExactly(
            "io.github.matting4j.bshm.BshmConversion",
            "io.github.matting4j.bshm.BshmConversion$Comparison",
            "io.github.matting4j.bshm.BshmOptions",
            "io.github.matting4j.bshm.BshmOptions$Engine",
            "io.github.matting4j.bshm.BshmOptions$Mode",
            "io.github.matting4j.bshm.BshmOptions$Output",
            "io.github.matting4j.bshm.BshmProvider");
  }
}
