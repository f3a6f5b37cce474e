package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCopySweepTest {
  @TempDir Path folder;

  private Path copy(String name, int daysUnused) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    Files.writeString(copy.resolve("lib.so"), "code");
    Instant loaded = Instant.now().minus(Duration.ofDays(daysUnused));
    return Files.setLastModifiedTime(copy, FileTime.from(loaded));
  }

  @Test
  void copiesOfTheEngineThatNobodyLoadedForAMonthAreRemoved() throws IOException {
    Path loaded = copy("engine-3", 90);
    Path recent = copy("engine-2", 28);
    Path unused = copy("engine-1", 32);
    Path other = copy("other-1", 90);
    NativeCopySweep.loaded(loaded, "engine");
    assertThat(loaded.resolve("lib.so")).exists();
    assertThat(recent.resolve("lib.so")).exists();
    assertThat(unused).doesNotExist();
    assertThat(other.resolve("lib.so")).exists();
  }
}
