package io.github.matting4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, B.1

  @TempDir Path folder;

  @Test
  void textsBytesAndFilesGiveTheSame() throws Exception {
    byte[] abc = {'a', 'b', 'c'};
    assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
    assertThat(Sha256.of(abc)).isEqualTo(OF_ABC);
    assertThat(Sha256.of(Files.write(folder.resolve("abc"), abc))).isEqualTo(OF_ABC);
    byte[] large = new byte[200_001];
    assertThat(Sha256.of(Files.write(folder.resolve("large"), large))).isEqualTo(Sha256.of(large));
  }
}
