package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.testing.RunReports;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The detached folds of an exact veil, and people apart, are no fragments. */
class FlagsOfDrawnMattesTest {
  @ParameterizedTest
  @MethodSource("io.github.matting4j.compose.DrawnMattesSoakTest#names")
  void anExactMatteIsNotFragmented(String name) throws IOException {
    AlphaMatte matte = DrawnMattes.kept(name);
    ArgbImage photo = ArgbImage.filled(matte.width(), matte.height(), 0xFF808080);
    assertThat(new MattingResult(matte, RunReports.of("fake", 512, 512)).flags(photo))
        .doesNotContain(QualityFlag.FRAGMENTED, QualityFlag.LARGE_UNDECIDED);
  }
}
