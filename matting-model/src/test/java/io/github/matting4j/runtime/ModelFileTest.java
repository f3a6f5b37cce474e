package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelLoadException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
  /** SHA-256 of the three bytes "abc", from FIPS 180-4. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private Path file(byte[] content) throws Exception {
    return Files.write(folder.resolve("model.onnx"), content);
  }

  @Test
  void tellsSizeAndHash() throws Exception {
    Path path = file("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(ModelFile.inspect(path)).isEqualTo(new ModelFile(path, 3, ABC));
    assertThat(ModelFile.sha256(Files.readAllBytes(path))).isEqualTo(ABC);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65_535, 65_536, 65_537, 200_000})
  void hashesFilesOfAnyLength(int length) throws Exception {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    ModelFile file = ModelFile.inspect(file(content));
    assertThat(file.bytes()).isEqualTo(length);
    assertThat(file.sha256()).isEqualTo(ModelFile.sha256(content));
  }

  @Test
  void namesAMissingFile() {
    Path path = folder.resolve("none.onnx");
    assertRefused(path, "no model file at " + path);
  }

  @Test
  void namesAFolder() {
    assertRefused(folder, folder + " is a folder");
  }

  @Test
  void namesADevice() {
    Path device = Path.of("/dev/null");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(device), "no /dev/null here");
    assertRefused(device, "is a pipe or device");
  }

  @Test
  void namesAnEmptyFile() throws Exception {
    assertRefused(file(new byte[0]), "is empty (0 bytes)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1|git lfs pull",
        "<!DOCTYPE html><title>403</title>|web page",
        "' \n<html><body>no</body></html>'|web page",
        "<?xml version='1.0'?><Error/>|web page",
        "PK\u0003\u0004......|zip archive"
      })
  void namesWhatPeopleHaveInHandInsteadOfWeights(String content, String fragment) throws Exception {
    assertRefused(file(content.getBytes(StandardCharsets.ISO_8859_1)), fragment);
  }

  private static void assertRefused(Path path, String fragment) {
    assertThatThrownBy(() -> ModelFile.inspect(path))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(fragment);
  }
}
