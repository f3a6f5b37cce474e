package io.github.matting4j.batch.cutout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.RunReport;
import io.github.matting4j.model.RunReport.Enlargement;
import io.github.matting4j.testing.RunReports;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --refine} comes to, by what ran. */
class RefinementTest {
  private static RunReport report(int width, int height, Enlargement enlargement) {
    return RunReports.of("a", width, height, enlargement);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO,512,288,BILINEAR,CorrectedUpsampling[guided=GuidedUpsampling[512x288]]",
    "AUTO,512,672,BILINEAR,CorrectedUpsampling[guided=GuidedUpsampling[512x672]]",
    "AUTO,256,455,BILINEAR,CorrectedUpsampling[guided=GuidedUpsampling[256x455]]",
    "AUTO,128,228,BILINEAR,",
    "AUTO,640,640,GUIDED,",
    "NONE,512,512,BILINEAR,",
    "GUIDED,256,341,BILINEAR,GuidedUpsampling[256x341]",
    "GUIDED,640,640,GUIDED,",
    "HAIR,256,341,BILINEAR,'HairRefinement[GuidedUpsampling[256x341], at most PT2S]'",
    "HAIR,640,640,GUIDED,'HairRefinement[GuidedUpsampling[640x640], at most PT2S]'"
  })
  void theRefinerFollowsFromTheRun(
      Refinement refinement, int width, int height, Enlargement enlargement, String expected) {
    String refiner = refinement.of(report(width, height, enlargement)).toString();
    if (expected == null) {
      assertThat(refiner).doesNotContain("Guided", "Hair");
    } else {
      assertThat(refiner).isEqualTo(expected);
    }
  }
}
