package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What TensorFlow's native code prints in a process that runs a frozen graph. It obeys no logger,
 * only the environment, which the launchers set before they start the JVM.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell separates the two outputs")
class TensorFlowOutputTest {
  @TempDir Path folder;

  @BeforeEach
  void needsTensorFlow() {
    Optional<String> reason = TensorFlowJars.missing();
    assumeTrue(reason.isEmpty(), reason::toString);
  }

  /** The child's standard output; its error output goes to the file "errors". */
  private String standardOutput(String level) throws Exception {
    ChildProcess.Outcome ended =
        ChildJvm.with("-Xmx1g")
            .environment("TF_CPP_MIN_LOG_LEVEL", level)
            .wrappedBy("/bin/sh", "-c", "exec \"$@\" 2>'" + errors() + "'", "sh")
            .run(120, ProviderTest.List.class, TwinFiles.tiny(".pb").toAbsolutePath().toString());
    assertThat(ended.exitCode()).as(Files.readString(errors())).isZero();
    return ended.output();
  }

  private Path errors() {
    return folder.resolve("errors");
  }

  @Test
  void theLevelThatTheLaunchersSetSilencesIt() throws Exception {
    String output = standardOutput("3");
    assertThat(output.lines().toList()).hasSize(2).last().isEqualTo("ran on TensorFlow 1.15.0");
    assertThat(errors()).isEmptyFile();
  }

  @Test
  void otherwiseItsLinesGoToStandardErrorAlone() throws Exception {
    String output = standardOutput("0");
    assertThat(output.lines().toList()).hasSize(2).last().isEqualTo("ran on TensorFlow 1.15.0");
    assertThat(errors()).content().contains("I tensorflow/core/platform/");
  }
}
