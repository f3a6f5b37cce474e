package io.github.matting4j.evaluate.quantisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the command says before it writes the file. */
class QuantisationTrialTest {
  private static String told(double time) {
    return String.join("\n", new QuantisationTrial(3, 0.1, 0.2, 0.001, 0.05, time).lines());
  }

  @Test
  void aFileThatIsNotFasterHereIsCalledNoGain() {
    assertThat(told(0.8)).contains("0.80 of the time").doesNotContain("no gain");
    assertThat(told(0.99)).contains("0.99 of the time").contains("no gain on this processor");
    assertThat(told(1.3)).contains("1.30 of the time").contains("no gain on this processor");
  }
}
