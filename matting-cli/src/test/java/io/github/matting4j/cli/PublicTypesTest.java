package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import org.junit.jupiter.api.Test;

/** Nobody programs against the command line. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(ModuleStructure.of(Main.class).publicTypes())
        .containsExactly(
            "io.github.matting4j.cli.Main",
            // Public only for the package above theirs.
            "io.github.matting4j.evaluate.Evaluation",
            "io.github.matting4j.evaluate.EvaluationPlan",
            "io.github.matting4j.evaluate.EvaluationPlan$Failures",
            "io.github.matting4j.evaluate.EvaluationPlan$Models",
            "io.github.matting4j.evaluate.EvaluationPlan$Refiners",
            "io.github.matting4j.evaluate.EvaluationRun",
            "io.github.matting4j.evaluate.PhotoSet");
  }
}
