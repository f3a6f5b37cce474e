package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.FrozenGraphWriter;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Convolutions and pools, as {@link OperatorTestCase} compares them. */
class ConvolutionOperatorsTest extends OperatorTestCase {
  private static final NodeAttribute VALID = NodeAttribute.of("padding", "VALID");

  @TestFactory
  Stream<DynamicTest> convolutions() {
    for (NodeAttribute padding : List.of(SAME, VALID)) {
      String kind = padding == SAME ? " SAME" : " VALID";
      for (int[] step : new int[][] {{1, 1}, {2, 2}, {1, 3}}) {
        for (int[] side : new int[][] {{3, 3}, {4, 1}}) {
          String name = kind + " " + side[0] + "x" + side[1] + " by " + step[0] + "x" + step[1];
          add(
              "Conv2D" + name,
              (graph, x) ->
                  conv(
                      graph,
                      x,
                      weights(graph, side[0], side[1], CHANNELS, 5),
                      padding,
                      steps("strides", step[0], step[1])));
        }
        add(
            "MaxPool" + kind + " by " + step[0] + "x" + step[1],
            (graph, x) ->
                graph.node(
                    "MaxPool",
                    List.of(x),
                    T,
                    padding,
                    steps("ksize", 3, 2),
                    steps("strides", step[0], step[1])));
        add(
            "AvgPool" + kind + " by " + step[0] + "x" + step[1],
            (graph, x) ->
                graph.node(
                    "AvgPool",
                    List.of(x),
                    T,
                    padding,
                    steps("ksize", 2, 3),
                    steps("strides", step[0], step[1])));
      }
      add(
          "Conv2D dilated" + kind,
          (graph, x) ->
              conv(
                  graph,
                  x,
                  weights(graph, 3, 2, CHANNELS, 5),
                  padding,
                  steps("strides", 1, 1),
                  steps("dilations", 2, 3)));
      add(
          "DepthwiseConv2dNative" + kind,
          (graph, x) ->
              graph.node(
                  "DepthwiseConv2dNative",
                  List.of(x, weights(graph, 3, 3, CHANNELS, 2)),
                  T,
                  padding,
                  steps("strides", 2, 2)));
    }
    add(
        "Conv2D with explicit paddings",
        (graph, x) ->
            conv(
                graph,
                x,
                weights(graph, 3, 3, CHANNELS, 2),
                NodeAttribute.of("padding", "EXPLICIT"),
                NodeAttribute.ints("explicit_paddings", 0, 0, 2, 1, 0, 3, 0, 0),
                steps("strides", 2, 1)));
    return tests.stream();
  }

  private static String dilated(FrozenGraphWriter graph, String x, String paddings, String crops) {
    NodeAttribute block = NodeAttribute.of("Tblock_shape", DataType.INT32);
    String spread =
        graph.node(
            "SpaceToBatchND",
            List.of(x, graph.ints(2, 2), paddings),
            T,
            block,
            NodeAttribute.of("Tpaddings", DataType.INT32));
    String inside =
        conv(graph, spread, weights(graph, 3, 3, CHANNELS, 3), VALID, steps("strides", 1, 1));
    return graph.node(
        "BatchToSpaceND",
        List.of(inside, graph.ints(2, 2), crops),
        T,
        block,
        NodeAttribute.of("Tcrops", DataType.INT32));
  }

  @Test
  void dilationByBatches() throws Exception {
    check(
        (graph, x) -> dilated(graph, x, graph.pairs(2, 3, 2, 4), graph.pairs(0, 1, 0, 2)),
        1,
        7,
        6,
        CHANNELS);
    FrozenGraphWriter graph = new FrozenGraphWriter();
    String x = graph.placeholder("x", DataType.FLOAT, -1, -1, -1, CHANNELS);
    String y = dilated(graph, x, graph.pairs(2, 2, 2, 2), graph.pairs(0, 0, 0, 0));
    GraphPair pair = new GraphPair(graph.toBytes(), "x", y);
    assertThat(pair.convert().report().operators())
        .containsOnlyKeys("Conv", "Identity", "Transpose");
  }

  @TestFactory
  Stream<DynamicTest> transposedConvolutions() {
    // Sizes asked for: those that a stride of 2 or 3 makes of 7x6 and 8x11 would be.
    for (int[] kernel : new int[][] {{3, 3}, {2, 4}, {1, 1}}) {
      for (int stride : new int[] {1, 2, 3}) {
        String name = kernel[0] + "x" + kernel[1] + " by " + stride;
        add(
            "Conv2DBackpropInput SAME " + name,
            (graph, x) -> transposed(graph, x, kernel, stride, SAME, 0));
        add(
            "Conv2DBackpropInput SAME, one less, " + name,
            (graph, x) -> transposed(graph, x, kernel, stride, SAME, stride - 1));
        if (stride <= Math.min(kernel[0], kernel[1])) {
          add(
              "Conv2DBackpropInput VALID " + name,
              (graph, x) -> transposed(graph, x, kernel, stride, VALID, 0));
        }
      }
    }
    return tests.stream();
  }

  private static String transposed(
      FrozenGraphWriter graph,
      String x,
      int[] kernel,
      int stride,
      NodeAttribute padding,
      int less) {
    NodeAttribute out = NodeAttribute.of("out_type", DataType.INT32);
    String shape = graph.node("Shape", List.of(x), T, out);
    String sides = slice(graph, shape, 1, 3);
    String sizes = graph.node("Mul", List.of(sides, graph.ints(stride, stride)), T_INT);
    int[] more =
        padding == SAME
            ? new int[] {-less, -less}
            : new int[] {kernel[0] - stride, kernel[1] - stride};
    sizes = graph.node("AddV2", List.of(sizes, graph.ints(more)), T_INT);
    String all =
        graph.node(
            "ConcatV2",
            List.of(slice(graph, shape, 0, 1), sizes, graph.ints(3), graph.scalar(0)),
            T_INT,
            INDEX,
            NodeAttribute.of("N", 3));
    return graph.node(
        "Conv2DBackpropInput",
        List.of(all, weights(graph, kernel[0], kernel[1], 3, CHANNELS), x),
        T,
        padding,
        steps("strides", stride, stride));
  }
}
