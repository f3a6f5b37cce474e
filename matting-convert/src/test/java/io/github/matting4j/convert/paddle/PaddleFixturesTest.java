package io.github.matting4j.convert.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.graph.rewrite.GraphLab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that PaddleSeg exported, of Paddle 2.6.2 and 3.1.1; see the fixtures' README. */
class PaddleFixturesTest {
  private static final List<int[]> SIZES =
      List.of(new int[] {64, 128}, new int[] {96, 96}, new int[] {128, 192});

  /** Beyond rounding: Paddle's own two engines differ by up to 1.3e-5 on these networks. */
  private static final double GREATEST = 5e-5;

  private static final double MEAN = 5e-6;

  @ParameterizedTest
  @CsvSource({
    "small-pp-mattingv2, open.pdmodel",
    "small-pp-mattingv2, fixed.pdmodel",
    "small-pp-mattingv2, open.json",
    "small-pp-mattingv2, fixed.json",
    "small-modnet, open.pdmodel",
    "small-modnet, fixed.pdmodel",
    "small-modnet, open.json",
    "small-modnet, fixed.json",
  })
  void aConvertedNetworkComputesWhatPaddleComputes(String network, String file) throws Exception {
    Program program = Program.parse(unpacked(network + "-" + file + ".gz"));
    Parameters parameters =
        Parameters.parse(ByteBuffer.wrap(bytes(network + ".pdiparams")), program);
    byte[] model =
        Conversions.bytes(
            PaddleConverter.convert(program, parameters, ConversionOptions.defaults()));
    for (int[] size : SIZES) {
      float[] alpha = GraphLab.run(model, picture(size[0], size[1]), 1, 3, size[0], size[1]);
      float[] expected = stored(network + "-" + size[0] + "x" + size[1] + ".u16.gz");
      assertEquals(expected.length, alpha.length);
      double greatest = 0;
      double sum = 0;
      for (int i = 0; i < alpha.length; i++) {
        double gap = Math.abs((double) alpha[i] - expected[i]);
        greatest = Math.max(greatest, gap);
        sum += gap;
      }
      String at = Arrays.toString(size) + ": greatest difference " + greatest;
      assertTrue(greatest < GREATEST, at);
      assertTrue(sum / alpha.length < MEAN, at);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pp-mattingv2-open.pdmodel",
        "pp-mattingv2-fixed.pdmodel",
        "pp-mattingv2-open.json",
        "pp-matting-w18-open.pdmodel",
        "pp-matting-w18-fixed.pdmodel",
        "pp-matting-w18-open.json",
        "human-matting-open.pdmodel",
        "human-matting-fixed.pdmodel",
        "human-matting-open.json",
        "modnet-mobilenetv2-open.pdmodel",
        "modnet-mobilenetv2-fixed.pdmodel",
        "modnet-mobilenetv2-open.json",
        "modnet-hrnet-w18-open.pdmodel",
        "modnet-hrnet-w18-fixed.pdmodel",
        "modnet-hrnet-w18-open.json",
      })
  void theProgramOfEachNetworkConvertsForAnySize(String file) throws Exception {
    Program program = Program.parse(unpacked(file + ".gz"));
    Parameters parameters = Parameters.read(new HollowParameters(program), program);
    int multiple = file.startsWith("human-matting") ? 128 : 32;
    PaddleReport report =
        PaddleConverter.convert(
                program, parameters, ConversionOptions.defaults().withSizeMultiple(multiple))
            .report();
    assertTrue(report.dynamic(), report.warnings().toString());
    assertEquals(List.of("img"), report.inputs());
    assertEquals(1, report.outputs().size());
    assertEquals(
        file.contains("fixed") ? "Optional[512x512]" : "Optional.empty",
        report.exportedSize().toString());
    // A MODNet on MobileNetV2 takes no size from its picture, so nothing of it has to be rewritten.
    if (file.contains("fixed") && !file.startsWith("modnet-m")) {
      assertFalse(report.rewrites().isEmpty());
    }
  }

  /** The picture that make_fixtures.py draws. */
  private static float[] picture(int height, int width) {
    float[] picture = new float[3 * height * width];
    int i = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int one = triangle(5 * x + 2 * y + 90 * channel);
          int other = triangle(7 * y + 512 * 8 - 3 * x + 40 * channel * channel);
          int level = Math.min(255, (one + other) / 2);
          picture[i++] = (float) ((level / 255.0 - 0.5) / 0.5);
        }
      }
    }
    return picture;
  }

  private static int triangle(int k) {
    return Math.abs(k % 512 - 256);
  }

  private static float[] stored(String name) throws IOException {
    ByteBuffer values = ByteBuffer.wrap(unpacked(name)).order(ByteOrder.LITTLE_ENDIAN);
    float[] alpha = new float[values.remaining() / 2];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (values.getShort() & 0xFFFF) / 65535f;
    }
    return alpha;
  }

  private static byte[] unpacked(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(open(name))) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        PaddleFixturesTest.class.getResourceAsStream("fixtures/" + name), name);
  }
}
