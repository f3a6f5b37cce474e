package io.github.matting4j.graph.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.SharedData;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks, and files that are none. */
class GraphRewriterTest {
  private static final int SIDE = 512;

  /** Of alpha, on rewriting. */
  private static final double MAX_CHANGE = 1e-5;

  private static byte[] full;
  private static byte[] rewritten;

  @BeforeAll
  static void rewriteTheFullNetwork() throws Exception {
    full = NetworkSpec.ppMattingV2().model().toBytes();
    rewritten = GraphRewriter.rewrite(full).orElseThrow();
  }

  @Test
  void everyPassFindsItsPlacesInPpMattingV2() throws Exception {
    Map<String, Integer> before = GraphLab.operators(full);
    Map<String, Integer> after = GraphLab.operators(rewritten);
    int means = before.get("ReduceMean");
    assertThat(means).isEqualTo(14);
    assertThat(before).containsEntry("ReduceMax", 14);
    assertThat(after).doesNotContainKeys("ReduceMean", "ReduceMax");
    int splits = after.get("Add") - before.get("Add");
    assertThat(splits).isEqualTo(3);
    int spreads = means - 2; // not those of the picture's three channels
    assertThat(after.get("Conv") - before.get("Conv")).isEqualTo(means + splits + spreads);
    assertThat(before.get("BatchNormalization") - after.get("BatchNormalization"))
        .as("one before each split, one in the head that is computed in pairs of rows")
        .isEqualTo(splits + 1);
    assertThat(after.get("Transpose") - before.get("Transpose")).isEqualTo(1);
    assertThat(GraphRewriter.rewrite(rewritten).orElseThrow())
        .as("nothing is left to do")
        .isSameAs(rewritten);
  }

  @Test
  void ppMattingV2GivesTheSameOnNoise() throws Exception {
    assertSame(GraphLab.noise(3 * SIDE * SIDE, 11));
  }

  @Test
  void ppMattingV2GivesTheSameOnAPhoto() throws Exception {
    ArgbImage photo = ImageFiles.read(SharedData.require("photos/street-woman.jpg"));
    float[] planes = new float[3 * SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int argb = photo.argb(x * photo.width() / SIDE, y * photo.height() / SIDE);
        for (int c = 0; c < 3; c++) {
          planes[(c * SIDE + y) * SIDE + x] = (argb >> 16 - 8 * c & 0xFF) / 127.5f - 1;
        }
      }
    }
    assertSame(planes);
  }

  private static void assertSame(float[] planes) throws Exception {
    float[] before = GraphLab.run(full, planes, 1, 3, SIDE, SIDE);
    float[] after = GraphLab.run(rewritten, planes, 1, 3, SIDE, SIDE);
    assertThat(GraphLab.distance(before, after)).isBetween(Double.MIN_VALUE, MAX_CHANGE);
    assertThat(GraphLab.distance(before, new float[before.length])).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pp-mattingv2-512", "modnet-mobilenetv2", "modnet-hrnet_w18"})
  void openSizesAndNarrowNetworksToo(String name) throws Exception {
    byte[] model =
        NetworkSpec.named(name).orElseThrow().dynamic().widthDivisor(4).model().toBytes();
    byte[] after = GraphRewriter.rewrite(model).orElseThrow();
    assertThat(after).isNotEqualTo(model);
    float[] input = GraphLab.noise(3 * 256 * 192, 5);
    float[] expected = GraphLab.run(model, input, 1, 3, 192, 256);
    // MODNet on HRNet amplifies rounding: its bound is a thousandth, at most 1e-3, of what the
    // engine's own optimisation changes of the same graph on this processor.
    double engine =
        GraphLab.distance(expected, GraphLab.run(OptLevel.NO_OPT, model, input, 1, 3, 192, 256));
    assertThat(GraphLab.distance(expected, GraphLab.run(after, input, 1, 3, 192, 256)))
        .isLessThan(Math.max(MAX_CHANGE, engine / 1_000));
    assertThat(GraphLab.distance(expected, new float[expected.length])).isGreaterThan(0.1);
  }

  @Test
  void theSemanticBranchOfModNetIsComputedBeforeItIsEnlarged() throws Exception {
    int side = 256;
    byte[] model =
        NetworkSpec.modNetMobileNetV2().fixedSize(side, side).widthDivisor(2).model().toBytes();
    byte[] after = GraphRewriter.rewrite(model).orElseThrow();
    assertThat(GraphLab.operators(model)).doesNotContainKey("MatMul");
    assertThat(GraphLab.operators(after)).containsEntry("MatMul", 2);
    float[] input = GraphLab.noise(3 * side * side, 5);
    assertThat(
            GraphLab.distance(
                GraphLab.run(model, input, 1, 3, side, side),
                GraphLab.run(after, input, 1, 3, side, side)))
        .isBetween(Double.MIN_VALUE, MAX_CHANGE);
  }

  @ParameterizedTest
  @CsvSource({"pp-matting-512, 256, 4", "pp-humanmatting, 256, 2"})
  void networksWithStepsKeepTheirValues(String name, int side, int divisor) throws Exception {
    byte[] model =
        NetworkSpec.named(name)
            .orElseThrow()
            .fixedSize(side, side)
            .widthDivisor(divisor)
            .model()
            .toBytes();
    byte[] after = GraphRewriter.rewrite(model).orElseThrow();
    assertThat(after).isNotEqualTo(model);
    float[] input = GraphLab.noise(3 * side * side, 5);
    float[] expected = GraphLab.run(model, input, 1, 3, side, side);
    float[] actual = GraphLab.run(after, input, 1, 3, side, side);
    int changed = 0;
    for (int i = 0; i < expected.length; i++) {
      changed += Math.abs(expected[i] - actual[i]) > MAX_CHANGE ? 1 : 0;
    }
    // With random weights HRNet's features reach 1e4, so that a sigmoid of them is nearly a step.
    assertThat(changed).isLessThanOrEqualTo(expected.length / 1_000);
    assertThat(GraphLab.distance(expected, new float[expected.length])).isGreaterThan(0.1);
  }

  @Test
  void theRefinementOfPpHumanMattingIsComputedInBlocks() throws Exception {
    byte[] model =
        NetworkSpec.ppHumanMatting().fixedSize(128, 128).widthDivisor(2).model().toBytes();
    assertThat(GraphLab.operators(GraphRewriter.rewrite(model).orElseThrow()))
        .containsEntry("DepthToSpace", 1);
  }

  @Test
  void realExportsOfOthersKeepTheirValues() throws Exception {
    byte[] model = Files.readAllBytes(SharedData.require("models/sinet.onnx"));
    byte[] after = GraphRewriter.rewrite(model).orElse(model);
    float[] input = GraphLab.noise(3 * 320 * 320, 5);
    assertThat(
            GraphLab.distance(
                GraphLab.run(model, input, 1, 3, 320, 320),
                GraphLab.run(after, input, 1, 3, 320, 320)))
        .isLessThan(MAX_CHANGE);
  }

  @Test
  void graphsWithGraphsInsideStay() throws Exception {
    byte[] loop = TinyGraphs.fixed(64, 64).slowLoop(10).toBytes();
    assertThat(GraphRewriter.rewrite(loop)).isEmpty();
    assertThat(OnnxGraph.parse(loop).isPlain()).isFalse();
    byte[] tiny = TinyGraphs.dynamic().identityAlpha().toBytes();
    assertThat(OnnxGraph.parse(tiny).isPlain()).isTrue();
  }

  @Test
  void whatIsNoModelIsATypedFailure() {
    assertThatThrownBy(() -> GraphRewriter.rewrite(new byte[0]))
        .isInstanceOf(MalformedGraphException.class)
        .hasMessageContaining("0 graphs");
    assertThatThrownBy(() -> GraphRewriter.rewrite(Arrays.copyOf(full, full.length / 2)))
        .isInstanceOf(MalformedGraphException.class)
        .hasMessageContaining("declares");
  }

  @Test
  void mutantsAreRefusedOrRewrittenAndNothingElse() throws Exception {
    byte[] model = NetworkSpec.ppMattingV2().widthDivisor(64).model().toBytes();
    Random random = new Random(1);
    int refused = 0;
    int rounds = 500;
    for (int i = 0; i < rounds; i++) {
      byte[] mutant =
          i % 10 == 0 ? Arrays.copyOf(model, random.nextInt(model.length)) : model.clone();
      for (int k = random.nextInt(4); k >= 0 && mutant.length > 0; k--) {
        int place = random.nextInt(Math.min(mutant.length, 30_000));
        mutant[place] =
            (byte)
                (random.nextBoolean() ? mutant[place] ^ 1 << random.nextInt(8) : random.nextInt());
      }
      try {
        GraphRewriter.rewrite(mutant);
      } catch (MalformedGraphException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(rounds / 10, rounds - 10);
  }
}
