package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both engines on the newest long-term JDK, whichever one runs the build. */
class Jdk25Test {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/jvm/temurin-25-jdk-amd64/bin/java"),
          Path.of("/usr/lib/jvm/java-25-openjdk-amd64/bin/java"));

  @Test
  void bothEnginesRun(@TempDir Path folder) throws Exception {
    Path java = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(Path.of("none"));
    assumeTrue(Files.isExecutable(java), "no JDK 25 in " + PLACES);
    ChildJvm.Ended ended =
        new ChildJvm()
            .java(java)
            .option("--enable-native-access=ALL-UNNAMED")
            .run(
                folder.resolve("out"),
                ProviderTest.List.class,
                TwinFiles.tiny(".pb").toAbsolutePath().toString(),
                TwinFiles.tiny(".onnx").toAbsolutePath().toString());
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("ran on TensorFlow 1.15.0")
        .contains("ran on ONNX Runtime")
        .doesNotContain("WARNING: ");
  }
}
