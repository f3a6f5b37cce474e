package io.github.matting4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.RgbResizerTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our resizes next to those of OpenCV itself, which {@code scripts/opencv_golden.py} recorded. */
class OpenCvGoldenTest {
  /** Of values of 0..1: a few roundings to float. */
  private static final double ROUNDING = 2.5e-7;

  /** One line of the file. */
  private record Line(
      String kind,
      int seed,
      int width,
      int height,
      int toWidth,
      int toHeight,
      List<String> values) {

    static Line parse(String text) {
      String[] f = text.split(",");
      int[] n = Stream.of(f).skip(1).limit(5).mapToInt(Integer::parseInt).toArray();
      return new Line(f[0], n[0], n[1], n[2], n[3], n[4], List.of(f).subList(6, f.length));
    }

    @Override
    public String toString() {
      return kind + " " + width + "x" + height + " to " + toWidth + "x" + toHeight;
    }
  }

  private static Stream<Line> lines(String kind) throws IOException {
    try (InputStream in = OpenCvGoldenTest.class.getResourceAsStream("opencv-golden.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(kind))
          .map(Line::parse);
    }
  }

  static Stream<Line> eightBit() throws IOException {
    return lines("u8");
  }

  static Stream<Line> floats() throws IOException {
    return lines("f32");
  }

  /** The formula of the script. */
  private static int level(int x, int y, int c, int seed) {
    long xx = x;
    long yy = y;
    long value =
        31 * xx * xx + 17 * yy * yy + 7 * xx * yy + 97 * xx + 57 * yy + 61 * c + 29L * seed;
    return (int) (value >> (4 - c)) & 255;
  }

  private static ArgbImage picture(Line line) {
    int[] argb = new int[line.width() * line.height()];
    for (int i = 0; i < argb.length; i++) {
      int x = i % line.width();
      int y = i / line.width();
      argb[i] =
          0xFF000000
              | level(x, y, 0, line.seed()) << 16
              | level(x, y, 1, line.seed()) << 8
              | level(x, y, 2, line.seed());
    }
    return ArgbImage.adopt(line.width(), line.height(), argb);
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertThat(lines("u8").count()).isGreaterThanOrEqualTo(20);
    assertThat(lines("f32").count()).isGreaterThanOrEqualTo(20);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eightBit")
  void colourIsBitEqual(Line line) {
    int[] result = RgbResizerTest.resize(picture(line), line.toWidth(), line.toHeight());
    CRC32 crc = new CRC32();
    long sum = 0;
    for (int rgb : result) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        crc.update(rgb >> shift & 0xFF);
        sum += rgb >> shift & 0xFF;
      }
    }
    assertThat(sum).isEqualTo(Long.parseLong(line.values().get(0)));
    assertThat(crc.getValue()).isEqualTo(Long.parseLong(line.values().get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floats")
  void alphaIsEqualButForRounding(Line line) {
    int right = line.toWidth() - 1;
    int low = line.toHeight() - 1;
    float[] result = resize(line);
    int[][] places = {
      {0, 0},
      {right, 0},
      {0, low},
      {right, low},
      {right / 2, low / 2},
      {right / 3, low / 3},
      {2 * right / 3, 2 * low / 3}
    };
    double tolerance = tolerance(line);
    double sum = 0;
    for (float value : result) {
      sum += value;
    }
    assertThat(sum).isCloseTo(number(line, 0), within(tolerance * result.length));
    for (int i = 0; i < places.length; i++) {
      double ours = result[places[i][1] * line.toWidth() + places[i][0]];
      assertThat(ours).isCloseTo(number(line, 1 + i), within(tolerance));
    }
  }

  /**
   * OpenCV rounds positions to float, which shifts a weight by half the spacing of floats there, on
   * each axis; we keep them in double.
   */
  private static double tolerance(Line line) {
    return ROUNDING + Math.ulp((float) line.width()) / 2 + Math.ulp((float) line.height()) / 2;
  }

  private static double number(Line line, int i) {
    return Double.parseDouble(line.values().get(i));
  }

  private static float[] resize(Line line) {
    float[] plane = new float[line.width() * line.height()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = level(i % line.width(), i / line.width(), 0, line.seed()) / 255f;
    }
    AlphaResizer resizer =
        new AlphaResizer(line.width(), line.height(), line.toWidth(), line.toHeight());
    resizer.start(AlphaRows.of(FloatBuffer.wrap(plane), line.width(), line.width(), line.height()));
    float[] result = new float[line.toWidth() * line.toHeight()];
    for (int y = 0; y < line.toHeight(); y++) {
      resizer.read(y, result, y * line.toWidth());
    }
    return result;
  }
}
