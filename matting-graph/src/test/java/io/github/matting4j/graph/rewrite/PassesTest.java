package io.github.matting4j.graph.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each pass on a small graph: what it makes, that values stay, and what it must leave alone. */
class PassesTest {
  private static final int SIDE = 12;
  private static final int CHANNELS = 10;

  private final Random random = new Random(7);

  /** input → body → output. */
  private static byte[] graph(int channels, BiFunction<GraphBuilder, String, String> body) {
    return SmallGraphs.model(body, dims(channels));
  }

  private static Dim[] dims(int channels) {
    Dim c = channels == 0 ? Dim.named("channels") : Dim.of(channels);
    return new Dim[] {Dim.of(1), c, Dim.named("rows"), Dim.named("columns")};
  }

  private String weights(GraphBuilder graph, String name, long... dims) {
    return SmallGraphs.weights(graph, name, random, 0.25f, dims);
  }

  private String conv(GraphBuilder graph, String name, String x, int in, int out, boolean bias) {
    List<String> operands = new ArrayList<>(List.of(x, weights(graph, name, out, in, 3, 3)));
    if (bias) {
      operands.add(weights(graph, name + ".bias", out));
    }
    return graph.node("Conv", operands, Attribute.ints("pads", 1, 1, 1, 1));
  }

  private static String reduce(
      GraphBuilder graph, String operator, String x, long axis, long keep) {
    return graph.node(
        operator, List.of(x), Attribute.ints("axes", axis), Attribute.of("keepdims", keep));
  }

  private static double change(byte[] before, byte[] after, int channels) throws Exception {
    float[] input = GraphLab.noise(channels * SIDE * SIDE, 3);
    return GraphLab.distance(
        GraphLab.run(before, input, 1, channels, SIDE, SIDE),
        GraphLab.run(after, input, 1, channels, SIDE, SIDE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -3})
  void aChannelMeanBecomesAConvolution(long axis) throws Exception {
    byte[] model =
        graph(
            3,
            (graph, x) ->
                reduce(
                    graph,
                    "ReduceMean",
                    graph.node("Relu", List.of(conv(graph, "w", x, 3, CHANNELS, true))),
                    axis,
                    1));
    byte[] after = GraphLab.rewrite(model, new ChannelMeanPass());
    assertThat(GraphLab.operators(after)).containsEntry("Conv", 2).doesNotContainKey("ReduceMean");
    assertThat(change(model, after, 3)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 64})
  void aChannelMaximumBecomesATreeOfMaximaWithEqualValues(int channels) throws Exception {
    byte[] model = graph(channels, (graph, x) -> reduce(graph, "ReduceMax", x, 1, 1));
    byte[] after = GraphLab.rewrite(model, new ChannelMaxPass());
    assertThat(GraphLab.operators(after)).doesNotContainKey("ReduceMax").containsKey("Max");
    assertThat(change(model, after, channels)).isZero();
  }

  @Test
  void otherReductionsStay() throws Exception {
    for (String operator : List.of("ReduceMean", "ReduceMax")) {
      byte[] unknownChannels = graph(0, (graph, x) -> reduce(graph, operator, x, 1, 1));
      byte[] rows = graph(4, (graph, x) -> reduce(graph, operator, x, 2, 1));
      byte[] dropped =
          graph(
              4,
              (graph, x) ->
                  graph.node(
                      "Unsqueeze", List.of(reduce(graph, operator, x, 1, 0), graph.ints(1))));
      for (byte[] model : List.of(unknownChannels, rows, dropped)) {
        assertThat(GraphLab.rewrite(model, new ChannelMeanPass(), new ChannelMaxPass()))
            .as(operator)
            .isSameAs(model);
      }
    }
  }

  /** A convolution over 16 channels and the 3 of the picture, as PP-MattingV2's head. */
  private byte[] head(boolean bias, boolean norm, boolean usedTwice) {
    return graph(
        3,
        (graph, x) -> {
          String a = conv(graph, "a", x, 3, 8, true);
          String b = conv(graph, "b", x, 3, 8, false);
          String joined = graph.node("Concat", List.of(a, b, x), Attribute.of("axis", 1));
          String y = conv(graph, "c", joined, 19, 5, bias);
          if (norm) {
            y =
                graph.node(
                    "BatchNormalization",
                    List.of(
                        y,
                        weights(graph, "scale", 5),
                        weights(graph, "shift", 5),
                        weights(graph, "mean", 5),
                        graph.floats(0.5f, 1f, 1.5f, 2f, 0.1f)),
                    Attribute.of("epsilon", 1e-3f));
          }
          y = graph.node("Relu", List.of(y));
          return usedTwice ? graph.node("Concat", List.of(y, joined), Attribute.of("axis", 1)) : y;
        });
  }

  @Test
  void theOddPartOfAJoinGetsItsOwnConvolution() throws Exception {
    for (boolean bias : new boolean[] {true, false}) {
      byte[] model = head(bias, false, false);
      byte[] after = GraphLab.rewrite(model, new ConcatSplitPass());
      assertThat(GraphLab.operators(after))
          .containsEntry("Conv", 4)
          .containsEntry("Concat", 1)
          .containsEntry("Add", 1);
      assertThat(change(model, after, 3)).isBetween(Double.MIN_VALUE, 5e-6);
    }
  }

  @Test
  void aNormalisationIsFoldedWhereASplitFollowsAndNowhereElse() throws Exception {
    for (boolean bias : new boolean[] {true, false}) {
      byte[] model = head(bias, true, false);
      byte[] folded = GraphLab.rewrite(model, new BatchNormPass());
      assertThat(GraphLab.operators(folded))
          .containsEntry("Conv", 3)
          .doesNotContainKey("BatchNormalization");
      assertThat(change(model, folded, 3)).isLessThan(5e-6);
      byte[] both = GraphLab.rewrite(model, new BatchNormPass(), new ConcatSplitPass());
      assertThat(GraphLab.operators(both)).containsEntry("Conv", 4).containsEntry("Add", 1);
      assertThat(change(model, both, 3)).isLessThan(5e-6);
    }
    byte[] usedTwice = head(true, true, true);
    assertThat(GraphLab.rewrite(usedTwice, new BatchNormPass())).isSameAs(usedTwice);
  }

  @Test
  void joinsThatServeOthersOrAreEvenStay() throws Exception {
    byte[] usedTwice = head(true, false, true);
    assertThat(GraphLab.rewrite(usedTwice, new ConcatSplitPass())).isSameAs(usedTwice);
    byte[] even =
        graph(
            3,
            (graph, x) -> {
              String a = conv(graph, "a", x, 3, 8, true);
              String b = conv(graph, "b", x, 3, 4, true);
              String joined = graph.node("Concat", List.of(a, b), Attribute.of("axis", 1));
              return conv(graph, "c", joined, 12, 4, true);
            });
    assertThat(GraphLab.rewrite(even, new ConcatSplitPass())).isSameAs(even);
    byte[] oddTwice =
        graph(
            3,
            (graph, x) -> {
              String a = conv(graph, "a", x, 3, 8, true);
              String joined = graph.node("Concat", List.of(x, a, x), Attribute.of("axis", 1));
              return conv(graph, "c", joined, 14, 4, true);
            });
    assertThat(GraphLab.rewrite(oddTwice, new ConcatSplitPass())).isSameAs(oddTwice);
  }

  @Test
  void theOddPartMayBeAnyOfThem() throws Exception {
    for (int place = 0; place < 3; place++) {
      int at = place;
      byte[] model =
          graph(
              3,
              (graph, x) -> {
                List<String> parts = new ArrayList<>();
                parts.add(conv(graph, "a", x, 3, 8, true));
                parts.add(conv(graph, "b", x, 3, 4, true));
                parts.add(at, x);
                String joined = graph.node("Concat", parts, Attribute.of("axis", 1));
                return conv(graph, "c", joined, 15, 4, true);
              });
      byte[] after = GraphLab.rewrite(model, new ConcatSplitPass());
      assertThat(GraphLab.operators(after)).containsEntry("Conv", 4).containsEntry("Add", 1);
      assertThat(change(model, after, 3)).isBetween(Double.MIN_VALUE, 5e-6);
    }
  }

  /** Two convolutions over 16 channels of the picture's size and 18 that were enlarged. */
  private byte[] wideOddPart(boolean alsoAnOutput) {
    return graph(
        3,
        (graph, x) -> {
          String a = conv(graph, "a", x, 3, 16, true);
          String b = conv(graph, "b", x, 3, 18, true);
          String joined = graph.node("Concat", List.of(a, b), Attribute.of("axis", 1));
          String y = conv(graph, "c", joined, 34, 8, true);
          String z = graph.node("Conv", List.of(joined, weights(graph, "d", 8, 34, 1, 1)));
          String sum = graph.node("Add", List.of(y, z));
          return alsoAnOutput
              ? graph.node("Concat", List.of(sum, joined), Attribute.of("axis", 1))
              : sum;
        });
  }

  @Test
  void anOddPartOfManyChannelsIsCutAtAMultipleOfFour() throws Exception {
    byte[] model = wideOddPart(false);
    byte[] after = GraphLab.rewrite(model, new ConcatSplitPass());
    assertThat(GraphLab.operators(after))
        .as("each of the two convolutions in three")
        .containsEntry("Conv", 2 + 2 * 3)
        .containsEntry("Add", 1 + 2 * 2)
        .doesNotContainKey("Concat");
    assertThat(change(model, after, 3)).isBetween(Double.MIN_VALUE, 1e-5);
    byte[] needed = wideOddPart(true);
    assertThat(GraphLab.rewrite(needed, new ConcatSplitPass())).isSameAs(needed);
  }

  @Test
  void paddingKeepsTheChannels() throws Exception {
    byte[] model =
        graph(
            3,
            (graph, x) -> {
              String pads = graph.ints(0, 0, 1, 2, 0, 0, 2, 1);
              String a = graph.node("Pad", List.of(conv(graph, "a", x, 3, 8, true), pads));
              String b = graph.node("Pad", List.of(x, pads));
              String joined = graph.node("Concat", List.of(b, a), Attribute.of("axis", 1));
              return conv(graph, "c", joined, 11, 5, true);
            });
    byte[] after = GraphLab.rewrite(model, new ConcatSplitPass());
    assertThat(GraphLab.operators(after)).containsEntry("Conv", 3).doesNotContainKey("Concat");
    assertThat(change(model, after, 3)).isBetween(Double.MIN_VALUE, 5e-6);
  }

  /** A gate as PP-Matting's: features by a map that they and a guide decide on. */
  private byte[] gate(int channels, boolean padded) {
    return graph(
        3,
        (graph, x) -> {
          String a = graph.node("Relu", List.of(conv(graph, "a", x, 3, channels, true)));
          String joined = graph.node("Concat", List.of(a, x), Attribute.of("axis", 1));
          float[] spread = new float[channels + 3];
          Arrays.fill(spread, 0.5f);
          String norm =
              graph.node(
                  "BatchNormalization",
                  List.of(
                      joined,
                      weights(graph, "scale", channels + 3),
                      weights(graph, "shift", channels + 3),
                      weights(graph, "mean", channels + 3),
                      graph.floats(spread)));
          String weights = weights(graph, "w", 1, channels + 3, 1, 1);
          String z =
              padded
                  ? graph.node("Conv", List.of(norm, weights), Attribute.ints("pads", 1, 1, 1, 1))
                  : graph.node("Conv", List.of(norm, weights));
          if (padded) {
            return z;
          }
          String factor =
              graph.node("Add", List.of(graph.node("Sigmoid", List.of(z)), graph.scalar(1f)));
          String gated = graph.node("Mul", List.of(a, factor));
          return conv(graph, "b", gated, channels, 4, true);
        });
  }

  @Test
  void aNormalisationBeforeAOneByOneConvolutionIsFolded() throws Exception {
    byte[] model = gate(16, false);
    byte[] after = GraphLab.rewrite(model, new NormBeforePass());
    assertThat(GraphLab.operators(after)).doesNotContainKey("BatchNormalization");
    assertThat(change(model, after, 3)).isBetween(Double.MIN_VALUE, 1e-5);
    byte[] padded = gate(16, true);
    assertThat(GraphLab.rewrite(padded, new NormBeforePass())).isSameAs(padded);
  }

  @Test
  void aMapIsSpreadOverTheChannelsWithEqualValues() throws Exception {
    byte[] model = gate(16, false);
    byte[] after = GraphLab.rewrite(model, new MapSpreadPass());
    assertThat(GraphLab.operators(after)).containsEntry("Conv", 4).containsEntry("Mul", 1);
    assertThat(change(model, after, 3)).isZero();
    byte[] narrow = gate(12, false);
    assertThat(GraphLab.rewrite(narrow, new MapSpreadPass())).isSameAs(narrow);
  }

  /** Half of the channels with the batch's statistics, half with the picture's own. */
  private byte[] halfNormalised(int channels, boolean batch, boolean twice) {
    return graph(
        3,
        (graph, x) -> {
          String a = conv(graph, "a", x, 3, channels / 2, true);
          String b = conv(graph, "b", x, 3, channels / 2, true);
          String first =
              batch
                  ? graph.node(
                      "BatchNormalization",
                      List.of(
                          a,
                          weights(graph, "scale", channels / 2),
                          weights(graph, "shift", channels / 2),
                          weights(graph, "mean", channels / 2),
                          weights(graph, "zero", channels / 2)),
                      Attribute.of("epsilon", 3f))
                  : a;
          String second =
              graph.node(
                  "InstanceNormalization",
                  List.of(
                      b,
                      weights(graph, "scale2", channels / 2),
                      weights(graph, "shift2", channels / 2)),
                  Attribute.of("epsilon", 1e-3f));
          String joined = graph.node("Concat", List.of(first, second), Attribute.of("axis", 1));
          String y = graph.node("Relu", List.of(joined));
          return twice ? graph.node("Add", List.of(y, joined)) : y;
        });
  }

  @Test
  void aHalfBatchNormalisationBecomesAConvolutionOfEachChannel() throws Exception {
    byte[] model = halfNormalised(32, true, false);
    byte[] after = GraphLab.rewrite(model, new HalfNormPass());
    assertThat(GraphLab.operators(after))
        .containsEntry("Conv", 3)
        .containsEntry("InstanceNormalization", 1)
        .doesNotContainKey("BatchNormalization");
    assertThat(change(model, after, 3)).isLessThan(5e-6);
    for (byte[] other :
        List.of(
            halfNormalised(24, true, false),
            halfNormalised(32, false, false),
            halfNormalised(32, true, true))) {
      assertThat(GraphLab.rewrite(other, new HalfNormPass())).isSameAs(other);
    }
  }

  @Test
  void whatNothingNeedsAnyMoreIsNotWritten() throws Exception {
    byte[] after = GraphLab.rewrite(head(true, true, false), new BatchNormPass());
    OnnxGraph graph = OnnxGraph.parse(after);
    assertThat(graph.constant("c")).isEmpty();
    assertThat(graph.constant("scale")).isEmpty();
    assertThat(graph.constant("c.folded")).isPresent();
  }
}
