package io.github.matting4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.runtime.RunGate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietExtensionTest {
  @Test
  void whatTestsPrintIsTheirOwnAffair() {
    System.out.print("");
    System.err.println("(a test may print)");
    assertThat(QuietExtension.drain()).isEmpty();
  }

  @Test
  void whatTheLibraryPrintsIsHeard() {
    // The method reference has no frame of its own, so that the gate is who prints.
    new RunGate("this").close(Duration.ZERO, () -> {}, System.err::println);
    assertThat(QuietExtension.drain()).isNotEmpty().allMatch(line -> line.contains("RunGate"));
  }

  @Test
  void theCodeOfTheLibraryIsToldFromThatOfTests() {
    assertThat(QuietExtension.isMainCode(MattingModels.class)).isTrue();
    assertThat(QuietExtension.isMainCode(QuietExtensionTest.class)).isFalse();
    assertThat(QuietExtension.isMainCode(String.class)).isFalse();
  }
}
