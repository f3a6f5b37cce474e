package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both engines on the newest long-term JDK, whichever one runs the build. */
class Jdk25Test {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/jvm/temurin-25-jdk-amd64"),
          Path.of("/usr/lib/jvm/java-25-openjdk-amd64"));

  @Test
  void bothEnginesRun() throws Exception {
    Path jdk = PLACES.stream().filter(Files::isDirectory).findFirst().orElse(Path.of("none"));
    assumeTrue(Files.isDirectory(jdk), "no JDK 25 in " + PLACES);
    ChildProcess.Outcome ended =
        ChildJvm.with("-Xmx1g", "--enable-native-access=ALL-UNNAMED")
            .javaHome(jdk)
            .run(
                180,
                ProviderTest.List.class,
                TwinFiles.tiny(".pb").toAbsolutePath().toString(),
                TwinFiles.tiny(".onnx").toAbsolutePath().toString());
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("ran on TensorFlow 1.15.0")
        .contains("ran on ONNX Runtime")
        .doesNotContain("WARNING: ");
  }
}
