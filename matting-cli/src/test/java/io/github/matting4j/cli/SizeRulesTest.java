package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.AdvisorSizes;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.onnx.InputGeometry;
import io.github.matting4j.ppmatting.BackendSizes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The advisor states every network's size rule once more, because it knows no backend. Here both
 * are in sight, and have to agree but for the rounding of sides to multiples.
 */
class SizeRulesTest {
  private static void agree(ModelDescriptor model, int w, int h, int networkW, int networkH) {
    double expected = (double) networkW * networkH;
    assertThat(AdvisorSizes.networkPixels(model, w, h).orElseThrow())
        .as(model.id() + " at " + w + "x" + h + " sees " + networkW + "x" + networkH)
        .isCloseTo(expected, within(0.15 * expected));
  }

  @ParameterizedTest
  @CsvSource({"640,480", "1080,1440", "1920,1080", "4000,6000", "12000,9000", "3000,500"})
  void theAdvisorReckonsAsTheBackendsDo(int w, int h) {
    for (ModelDescriptor model : BackendSizes.models()) {
      InputGeometry seen = BackendSizes.fit(model.id(), w, h);
      agree(model, w, h, seen.networkWidth(), seen.networkHeight());
    }
  }

  @ParameterizedTest
  @CsvSource({"640,480", "1080,1440", "1920,1080", "3000,500"})
  void andAsTheStarterDoes(int w, int h) {
    try (MattingModel starter = MattingModels.open("portrait-starter")) {
      RunReport seen = starter.run(ArgbImage.filled(w, h, 0xFF808080)).report();
      agree(starter.descriptor(), w, h, seen.networkWidth(), seen.networkHeight());
    }
  }
}
