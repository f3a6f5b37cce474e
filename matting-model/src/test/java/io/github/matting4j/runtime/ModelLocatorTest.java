package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocatorTest {
  private static final ModelDescriptor MODEL =
      ModelDescriptor.builder("net", new Family("test"))
          .role(ModelDescriptor.Role.OFFICIAL)
          .title("Net")
          .summary("A net.")
          .licence(new Licence("MIT", "https://example.org", "us", Licence.CommercialUse.ALLOWED))
          .source("https://example.org/weights")
          .fileNames("net.onnx", "original.onnx")
          .build();

  @TempDir Path folder;
  private OpenOptions options;

  @BeforeEach
  void setUp() {
    options = OpenOptions.forLatency().modelFolder(folder);
  }

  private Path put(String name, int bytes) throws Exception {
    return Files.write(folder.resolve(name), new byte[bytes]);
  }

  @Test
  void takesTheFirstOfTheNamesThatExists() throws Exception {
    Path original = put("original.onnx", 9);
    assertThat(ModelLocator.find(MODEL, options)).contains(original);
    Path own = put("net.onnx", 9);
    assertThat(ModelLocator.find(MODEL, options)).contains(own);
    assertThat(ModelLocator.probe(MODEL, options))
        .isEqualTo(new Availability.Ready(own.toString(), Engine.ONNX_RUNTIME));
  }

  @Test
  void aFileNamedByTheOptionsGoesBeforeTheFolder() throws Exception {
    put("net.onnx", 9);
    Path other = put("other.bin", 9);
    assertThat(ModelLocator.find(MODEL, options.modelFile(other))).contains(other);
  }

  @Test
  void withoutWeightsItSaysWhereToGetThemAndWhereToPutThem() {
    assertThat(ModelLocator.probe(MODEL, options))
        .isInstanceOfSatisfying(
            Availability.Missing.class,
            missing -> {
              assertThat(missing.what()).contains(folder.toString());
              assertThat(missing.remedy()).contains("https://example.org/weights", "net.onnx");
            });
  }

  @Test
  void aFolderThatDoesNotExistIsLikeAnEmptyOne() {
    assertThat(ModelLocator.probe(MODEL, options.modelFolder(folder.resolve("none"))))
        .isInstanceOf(Availability.Missing.class);
  }

  @Test
  void aNamedFileThatIsNotThereIsMissing() {
    Path none = folder.resolve("none.onnx");
    assertThat(ModelLocator.probe(MODEL, options.modelFile(none)))
        .isEqualTo(new Availability.Missing("no file " + none, "check the path"));
  }

  @Test
  void anEmptyFileAndAFolderAreBroken() throws Exception {
    Path empty = put("net.onnx", 0);
    assertThat(ModelLocator.probe(MODEL, options))
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> assertThat(broken.what()).contains(empty.toString()));
    assertThat(ModelLocator.probe(MODEL, options.modelFile(folder)))
        .isInstanceOf(Availability.Broken.class);
  }
}
