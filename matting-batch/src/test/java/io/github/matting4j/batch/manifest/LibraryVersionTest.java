package io.github.matting4j.batch.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibraryVersionTest {
  @Test
  void inAModuleTheVersionIsThatOfTheModule() {
    assertThat(LibraryVersion.of(Object.class))
        .isNotEqualTo("development")
        .startsWith(String.valueOf(Runtime.version().feature()));
  }
}
