package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.model.figures.SizeRule;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.onnx.size.InputGeometry;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pixels that the advisor estimates from a size rule are those that the network sees. */
class SizeRuleTest {
  @ParameterizedTest
  @CsvSource({"640,480", "1080,1440", "1920,1080", "4000,6000", "12000,9000", "3000,500"})
  void agreesWithTheBackendButForRounding(int width, int height) {
    for (PpMattingVariant variant : PpMattingVariant.values()) {
      InputGeometry seen =
          new GraphShape(TensorSpec.ANY, TensorSpec.ANY)
              .sizePolicy(variant, Recipe.of(variant), OptionalLong.empty())
              .fit(width, height);
      double pixels = (double) seen.networkWidth() * seen.networkHeight();
      SizeRule rule = variant.descriptor().sizeRule().orElseThrow();
      assertThat(rule.networkPixels(width, height))
          .as(variant + " sees " + seen.networkWidth() + "x" + seen.networkHeight())
          .isCloseTo(pixels, within(0.15 * pixels));
    }
  }
}
