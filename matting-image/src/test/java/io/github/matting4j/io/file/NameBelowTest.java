package io.github.matting4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameBelowTest {
  @TempDir Path top;

  private Path folder() throws IOException {
    return Files.createDirectories(top.resolve("set"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "val/fg/a b.jpg", "val/../a.jpg", "./a.jpg", "..a", "ä/ö.png"})
  void aNameInsideIsResolved(String name) throws Exception {
    assertThat(NameBelow.resolve(folder(), name))
        .contains(folder().resolve(name).toAbsolutePath().normalize());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../a.jpg",
        "val/../../a.jpg",
        "../set",
        "/etc/passwd",
        "a\\..\\..\\b.jpg",
        "C:/b.jpg",
        "a:stream",
        "../set2/a.jpg",
        "a\0b"
      })
  void anotherOneIsNot(String name) throws Exception {
    assertThat(NameBelow.resolve(folder(), name)).isEmpty();
  }

  @Test
  void aLinkMayNotLeadOut() throws Exception {
    Path outside = Files.createDirectories(top.resolve("outside"));
    Files.write(outside.resolve("a.jpg"), new byte[1]);
    try {
      Files.createSymbolicLink(folder().resolve("out"), outside);
      Files.createSymbolicLink(
          folder().resolve("in"), Files.createDirectory(folder().resolve("d")));
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "no right to make links");
    }
    assertThat(NameBelow.resolve(folder(), "out/a.jpg")).isEmpty();
    assertThat(NameBelow.resolve(folder(), "out/not there/b.jpg")).isEmpty();
    assertThat(NameBelow.resolve(folder(), "out")).isEmpty();
    assertThat(NameBelow.resolve(folder(), "in/b.jpg")).isPresent();
  }
}
