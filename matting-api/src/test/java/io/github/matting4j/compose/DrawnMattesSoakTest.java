package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mattes that are kept are those that are drawn. */
@Tag("soak")
class DrawnMattesSoakTest {
  static Stream<String> names() {
    return Stream.concat(DrawnMattes.GROUPS.stream(), DrawnMattes.SOFT.stream());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theKeptMatteIsTheDrawnOne(String name) throws IOException {
    float[] drawn = DrawnMattes.drawn(name).toArray();
    AlphaMatte kept = DrawnMattes.kept(name);
    for (int i = 0; i < drawn.length; i++) {
      assertThat(Math.abs(drawn[i] - kept.alpha(i % kept.width(), i / kept.width())))
          .isLessThan(0.51f / 255);
    }
  }
}
