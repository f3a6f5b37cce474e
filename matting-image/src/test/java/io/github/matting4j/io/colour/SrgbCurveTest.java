package io.github.matting4j.io.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.portraits.figure.SrgbTables;
import org.junit.jupiter.api.Test;

/** The curve of sRGB is written twice: drawn portraits cannot use this module's. */
class SrgbCurveTest {
  @Test
  void drawnPortraitsDecodeTheSameLight() {
    for (int level = 0; level <= 255; level++) {
      assertThat(SrgbTables.decode(level))
          .as("level %d", level)
          .isCloseTo(SrgbCurve.toLinear(level / 255.0), within(1e-7));
    }
  }

  @Test
  void drawnPortraitsEncodeTheSameLevels() {
    for (int i = 0; i <= 100_000; i++) {
      double linear = i / 100_000.0;
      double level = 255 * SrgbCurve.toEncoded(linear);
      assertThat(SrgbTables.encodeExactly(linear))
          .as("linear %f", linear)
          .isCloseTo((float) level, within(0.001f));
    }
  }
}
