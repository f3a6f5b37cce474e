package io.github.matting4j.graph.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The passes that need the size of the picture: same values, and what they leave alone. */
class FixedSizePassesTest {
  private static final int HEIGHT = 8;
  private static final int WIDTH = 6;
  private static final double MAX_CHANGE = 1e-5;

  private final Random random = new Random(3);

  /** input of 16 channels → body → output. */
  private static byte[] graph(
      boolean fixed, int height, int width, BiFunction<GraphBuilder, String, String> body) {
    Dim[] dims =
        fixed
            ? new Dim[] {Dim.of(1), Dim.of(16), Dim.of(height), Dim.of(width)}
            : new Dim[] {Dim.of(1), Dim.of(16), Dim.named("rows"), Dim.named("columns")};
    return SmallGraphs.model(body, dims);
  }

  private String weights(GraphBuilder graph, String name, long... dims) {
    return SmallGraphs.weights(graph, name, random, 0.125f, dims);
  }

  private String conv(
      GraphBuilder graph,
      String name,
      String x,
      int in,
      int out,
      int kernel,
      boolean bias,
      Attribute... more) {
    List<String> operands = new ArrayList<>(List.of(x));
    operands.add(weights(graph, name, out, in, kernel, kernel));
    if (bias) {
      operands.add(weights(graph, name + ".bias", out));
    }
    int pad = kernel / 2;
    return graph.node(
        "Conv",
        operands,
        more.length > 0 ? more : new Attribute[] {Attribute.ints("pads", pad, pad, pad, pad)});
  }

  private String norm(GraphBuilder graph, String name, String x, int channels) {
    float[] spread = new float[channels];
    for (int i = 0; i < channels; i++) {
      spread[i] = 0.5f + random.nextFloat();
    }
    return graph.node(
        "BatchNormalization",
        List.of(
            x,
            weights(graph, name + ".scale", channels),
            weights(graph, name + ".shift", channels),
            weights(graph, name + ".mean", channels),
            graph.floats(spread)));
  }

  private static String resize(
      GraphBuilder graph, String x, String coordinates, float down, float across) {
    return graph.node(
        "Resize",
        List.of(x, "", graph.floats(1, 1, down, across)),
        Attribute.of("mode", "linear"),
        Attribute.of("coordinate_transformation_mode", coordinates));
  }

  private static void assertSame(byte[] before, byte[] after, int height, int width)
      throws Exception {
    float[] input = GraphLab.noise(16 * height * width, 5);
    float[] expected = GraphLab.run(before, input, 1, 16, height, width);
    float scale = 1;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(GraphLab.distance(expected, GraphLab.run(after, input, 1, 16, height, width)))
        .isLessThan(MAX_CHANGE * scale);
    assertThat(GraphLab.distance(expected, new float[expected.length])).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @CsvSource({
    "half_pixel, 3, 3, 3, true",
    "half_pixel, 4, 3, 5, false",
    "align_corners, 2, 4, 3, true",
    "asymmetric, 3, 2, 3, false",
    "half_pixel, 2.5, 2.25, 3, true",
    "half_pixel, 4, 4, 1, true"
  })
  void aConvolutionOfEnlargedFeaturesIsComputedBefore(
      String coordinates, float down, float across, int kernel, boolean bias) throws Exception {
    byte[] model =
        graph(
            true,
            HEIGHT,
            WIDTH,
            (graph, x) -> {
              String large = resize(graph, x, coordinates, down, across);
              String y = conv(graph, "w", large, 16, 40, kernel, bias);
              return graph.node("Relu", List.of(norm(graph, "n", y, 40)));
            });
    byte[] after = GraphLab.rewrite(model, new ResizedConvPass(0));
    assertThat(GraphLab.operators(after))
        .containsEntry("MatMul", 2)
        .containsEntry("Conv", 1)
        .doesNotContainKeys("Resize", "BatchNormalization");
    assertSame(model, after, HEIGHT, WIDTH);
  }

  @Test
  void stridesDilationsAndPaddingOfEveryKindStay() throws Exception {
    List<Attribute[]> kinds =
        List.of(
            new Attribute[] {Attribute.ints("pads", 2, 0, 1, 3)},
            new Attribute[] {Attribute.ints("pads", 2, 2, 2, 2), Attribute.ints("dilations", 2, 2)},
            new Attribute[] {Attribute.of("auto_pad", "SAME_UPPER")},
            new Attribute[] {
              Attribute.of("auto_pad", "SAME_UPPER"), Attribute.ints("strides", 2, 1)
            },
            new Attribute[] {Attribute.of("auto_pad", "VALID"), Attribute.ints("strides", 1, 2)});
    for (Attribute[] kind : kinds) {
      byte[] model =
          graph(
              true,
              HEIGHT,
              WIDTH,
              (graph, x) ->
                  conv(graph, "w", resize(graph, x, "half_pixel", 4, 4), 16, 32, 3, true, kind));
      byte[] after = GraphLab.rewrite(model, new ResizedConvPass(0));
      assertThat(GraphLab.operators(after)).containsEntry("MatMul", 2);
      assertSame(model, after, HEIGHT, WIDTH);
    }
  }

  @Test
  void onlyTheEnlargedPartsOfAJoinAreComputedBefore() throws Exception {
    byte[] model =
        graph(
            true,
            4 * HEIGHT,
            4 * WIDTH,
            (graph, x) -> {
              String small = conv(graph, "s", x, 16, 24, 1, true, Attribute.ints("strides", 4, 4));
              String enlarged = resize(graph, small, "half_pixel", 4, 4);
              String joined =
                  graph.node("Concat", List.of(x, enlarged, x), Attribute.of("axis", 1));
              return norm(graph, "n", conv(graph, "w", joined, 56, 20, 3, true), 20);
            });
    byte[] after = GraphLab.rewrite(model, new ResizedConvPass(0));
    assertThat(GraphLab.operators(after))
        .containsEntry("MatMul", 2)
        .containsEntry("Conv", 3)
        .containsEntry("Concat", 1)
        .containsEntry("Add", 1)
        .doesNotContainKeys("Resize", "BatchNormalization");
    assertSame(model, after, 4 * HEIGHT, 4 * WIDTH);
  }

  @Test
  void whatADecisionDependsOnStays() throws Exception {
    byte[] model =
        graph(
            true,
            HEIGHT,
            WIDTH,
            (graph, x) -> {
              String y = conv(graph, "w", resize(graph, x, "half_pixel", 4, 4), 16, 8, 3, true);
              String z = head(graph, y, 8, 3, true, 1);
              String winner = graph.node("ArgMax", List.of(z), Attribute.of("axis", 1));
              return graph.node("Cast", List.of(winner), Attribute.of("to", 1));
            });
    assertThat(GraphLab.rewrite(model, new ResizedConvPass(0), new RowPairPass(0))).isSameAs(model);
  }

  @Test
  void whatIsNotWorthItOrNotKnownStays() throws Exception {
    BiFunction<GraphBuilder, String, String> body =
        (graph, x) -> conv(graph, "w", resize(graph, x, "half_pixel", 4, 4), 16, 8, 3, true);
    byte[] small = graph(true, HEIGHT, WIDTH, body);
    assertThat(GraphLab.rewrite(small, new ResizedConvPass())).isSameAs(small);
    byte[] open = graph(false, HEIGHT, WIDTH, body);
    assertThat(GraphLab.rewrite(open, new ResizedConvPass(0))).isSameAs(open);
    byte[] reduced =
        graph(
            true,
            HEIGHT,
            WIDTH,
            (graph, x) ->
                conv(graph, "w", resize(graph, x, "half_pixel", 0.5f, 0.5f), 16, 8, 3, true));
    assertThat(GraphLab.rewrite(reduced, new ResizedConvPass(0))).isSameAs(reduced);
    byte[] nearest =
        graph(
            true,
            HEIGHT,
            WIDTH,
            (graph, x) -> {
              String large =
                  graph.node(
                      "Resize",
                      List.of(x, "", graph.floats(1, 1, 2, 2)),
                      Attribute.of("mode", "nearest"));
              return conv(graph, "w", large, 16, 8, 3, true);
            });
    assertThat(GraphLab.rewrite(nearest, new ResizedConvPass(0))).isSameAs(nearest);
  }

  /** A head as PP-MattingV2's: 8 channels twice, then one. */
  private String head(
      GraphBuilder graph, String x, int inputs, int kernel, boolean bias, int outputs) {
    String y = conv(graph, "a", x, inputs, 8, kernel, bias);
    y = graph.node("Relu", List.of(norm(graph, "n", y, 8)));
    y = conv(graph, "b", y, 8, 5, kernel, bias);
    y = graph.node("Clip", List.of(y, graph.scalar(0f), graph.scalar(6f)));
    y = conv(graph, "c", y, 5, outputs, 1, bias);
    return graph.node("Sigmoid", List.of(y));
  }

  @ParameterizedTest
  @CsvSource({"3, true", "3, false", "5, true", "7, false"})
  void aNarrowHeadIsComputedInPairsOfRows(int kernel, boolean bias) throws Exception {
    byte[] model = graph(true, HEIGHT, WIDTH, (graph, x) -> head(graph, x, 16, kernel, bias, 1));
    byte[] after = GraphLab.rewrite(model, new RowPairPass(0));
    assertThat(GraphLab.operators(after))
        .containsEntry("Transpose", 1)
        .containsEntry("Conv", 3)
        .doesNotContainKey("BatchNormalization");
    assertSame(model, after, HEIGHT, WIDTH);
    assertThat(GraphLab.rewrite(after, new RowPairPass(0))).isSameAs(after);
  }

  @Test
  void headsThatAreReadTwiceOrDoNotEndInOneChannelStay() throws Exception {
    List<byte[]> models =
        List.of(
            graph(true, HEIGHT, WIDTH, (graph, x) -> head(graph, x, 16, 3, true, 2)),
            graph(true, HEIGHT + 1, WIDTH, (graph, x) -> head(graph, x, 16, 3, true, 1)),
            graph(false, HEIGHT, WIDTH, (graph, x) -> head(graph, x, 16, 3, true, 1)),
            graph(
                true,
                HEIGHT,
                WIDTH,
                (graph, x) -> {
                  String y = conv(graph, "a", x, 16, 8, 3, true);
                  String z = conv(graph, "b", y, 8, 1, 3, true);
                  return graph.node("Concat", List.of(y, z), Attribute.of("axis", 1));
                }));
    for (byte[] model : models) {
      assertThat(GraphLab.rewrite(model, new RowPairPass(0))).isSameAs(model);
    }
    byte[] small = graph(true, HEIGHT, WIDTH, (graph, x) -> head(graph, x, 16, 3, true, 1));
    assertThat(GraphLab.rewrite(small, new RowPairPass())).isSameAs(small);
  }

  /** A head as PP-HumanMatting's: doubled features and others of that size, then one channel. */
  private String doubledHead(
      GraphBuilder graph, String x, String nearest, int kernel, boolean norm, boolean others) {
    String large =
        graph.node(
            "Resize",
            List.of(x, "", graph.floats(1, 1, 2, 2)),
            Attribute.of("mode", "nearest"),
            Attribute.of("coordinate_transformation_mode", "asymmetric"),
            Attribute.of("nearest_mode", nearest));
    if (others) {
      String enlarged = resize(graph, conv(graph, "o", x, 16, 3, 1, true), "half_pixel", 2, 2);
      large = graph.node("Concat", List.of(enlarged, large), Attribute.of("axis", 1));
    }
    Attribute bare = Attribute.ints("pads", 0, 0, 0, 0);
    String y = conv(graph, "a", large, others ? 19 : 16, 5, kernel, true, bare);
    y = graph.node("Relu", List.of(norm ? norm(graph, "n", y, 5) : y));
    y = conv(graph, "b", y, 5, 1, kernel, true, bare);
    return graph.node("Sigmoid", List.of(y));
  }

  @ParameterizedTest
  @CsvSource({"3, true, true", "3, false, false", "5, true, true"})
  void aHeadOfDoubledFeaturesIsComputedInBlocks(int kernel, boolean norm, boolean others)
      throws Exception {
    byte[] model =
        graph(
            true,
            HEIGHT,
            WIDTH,
            (graph, x) -> doubledHead(graph, x, "floor", kernel, norm, others));
    byte[] after = GraphLab.rewrite(model, new DoubledHeadPass(0));
    assertThat(GraphLab.operators(after))
        .containsEntry("DepthToSpace", 1)
        .containsEntry("Conv", others ? 4 : 2)
        .doesNotContainKeys("BatchNormalization", "Concat");
    assertSame(model, after, HEIGHT, WIDTH);
    assertThat(GraphLab.rewrite(after, new DoubledHeadPass(0))).isSameAs(after);
  }

  @Test
  void headsOfOtherKindsAreNotComputedInBlocks() throws Exception {
    List<byte[]> models =
        List.of(
            graph(false, HEIGHT, WIDTH, (g, x) -> doubledHead(g, x, "floor", 3, true, true)),
            graph(true, HEIGHT, WIDTH, (g, x) -> doubledHead(g, x, "ceil", 3, true, true)),
            graph(true, HEIGHT, WIDTH, (g, x) -> doubledHead(g, x, "floor", 1, true, true)),
            graph(true, HEIGHT, WIDTH, (g, x) -> head(g, x, 16, 3, true, 1)));
    for (byte[] model : models) {
      assertThat(GraphLab.rewrite(model, new DoubledHeadPass(0))).isSameAs(model);
    }
    byte[] small = graph(true, HEIGHT, WIDTH, (g, x) -> doubledHead(g, x, "floor", 3, true, true));
    assertThat(GraphLab.rewrite(small, new DoubledHeadPass())).isSameAs(small);
  }
}
