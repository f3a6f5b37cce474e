package io.github.matting4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {
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
}
