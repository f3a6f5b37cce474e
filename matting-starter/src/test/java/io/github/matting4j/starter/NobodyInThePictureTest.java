package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.QualityFlag;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Walls and landscapes: nobody is found, and the matte is empty, never noise stretched to 0..1. */
class NobodyInThePictureTest {
  private static MattingModel model;

  @BeforeAll
  static void open() {
    model = new StarterProvider().open("portrait-starter", OpenOptions.forLatency());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  static Stream<Arguments> pictures() {
    return Stream.of(
        Arguments.of("a grey wall", wall(0xFFB0A898, 0)),
        Arguments.of("a white wall", wall(0xFFFFFFFF, 0)),
        Arguments.of("a dark wall", wall(0xFF202428, 0)),
        Arguments.of("a wall with sensor noise", wall(0xFF9098A0, 8)),
        Arguments.of("sky, hills and a meadow", landscape()));
  }

  private static ArgbImage wall(int colour, double sigma) {
    Random random = new Random(4);
    int[] argb = new int[640 * 480];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = shaded(colour, sigma * random.nextGaussian());
    }
    return ArgbImage.adopt(640, 480, argb);
  }

  private static ArgbImage landscape() {
    Random random = new Random(9);
    int[] argb = new int[640 * 480];
    for (int y = 0; y < 480; y++) {
      for (int x = 0; x < 640; x++) {
        double hills = 220 + 30 * Math.sin(x / 90.0) + 12 * Math.sin(x / 23.0);
        int colour = y < hills ? 0xFF86B4E0 : y < 320 ? 0xFF5A7A50 : 0xFF7FA04A;
        argb[y * 640 + x] = shaded(colour, (y < hills ? 2 : 9) * random.nextGaussian() - y / 20.0);
      }
    }
    return ArgbImage.adopt(640, 480, argb);
  }

  private static int shaded(int colour, double shift) {
    int argb = 0xFF000000;
    for (int bits = 0; bits < 24; bits += 8) {
      long v = Math.round((colour >> bits & 255) + shift);
      argb |= (int) Math.max(0, Math.min(255, v)) << bits;
    }
    return argb;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void isFlaggedAndEmpty(String name, ArgbImage picture) {
    MattingResult result = model.run(picture);
    assertThat(result.flags(picture)).as(name).containsExactly(QualityFlag.NO_SUBJECT);
    assertThat(result.matte().mean()).as(name).isLessThan(0.02);
  }
}
