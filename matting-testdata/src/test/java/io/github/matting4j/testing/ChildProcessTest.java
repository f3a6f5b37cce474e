package io.github.matting4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {
  private static final String UNLIMITED_WAIT = ".waitFor" + "()";

  private static ProcessBuilder shell(String script) {
    return new ProcessBuilder("sh", "-c", script);
  }

  @Test
  void bothOutputsAndTheExitCodeAreReturned() throws Exception {
    ChildProcess.Outcome outcome = ChildProcess.run(shell("cat; echo out; echo err >&2; exit 3"));
    assertThat(outcome).isEqualTo(new ChildProcess.Outcome(3, "out\nerr\n"));
  }

  @Test
  void aProgramThatHangsFailsTheTestWithItsOutput() {
    assertThatThrownBy(() -> ChildProcess.run(1, shell("echo still waiting; sleep 600; echo end")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("hung for 1 s", "still waiting");
  }

  @Test
  void aKilledProgramHasEnded() throws Exception {
    Process process = shell("exec sleep 600").start();
    assertThat(ChildProcess.kill(process)).isNotZero();
    assertThat(process.isAlive()).isFalse();
  }

  /** A child that hangs would hold the build. */
  @Test
  void noCodeWaitsForAProcessWithoutALimit() throws IOException {
    List<String> unlimited = new ArrayList<>();
    for (String module : ModuleStructure.modules()) {
      Path sources = ModuleStructure.top().resolve(module).resolve("src");
      if (!Files.isDirectory(sources)) {
        continue; // a POM only
      }
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (Files.readString(file).contains(UNLIMITED_WAIT)) {
            unlimited.add(file.toString());
          }
        }
      }
    }
    assertThat(unlimited).isEmpty();
  }
}
