package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.bshm.GraphPair.Result;
import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.FrozenGraphWriter;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each operation in a small graph, on ONNX Runtime against TensorFlow 1.15's own result. Inputs are
 * left open in all sizes but channels, so that nothing is computed before the run.
 */
class OperatorsTest {
  private static final double LIMIT = 1e-4;
  private static final NodeAttribute T = NodeAttribute.of("T", DataType.FLOAT);
  private static final NodeAttribute T_INT = NodeAttribute.of("T", DataType.INT32);
  private static final NodeAttribute SAME = NodeAttribute.of("padding", "SAME");
  private static final NodeAttribute VALID = NodeAttribute.of("padding", "VALID");
  private static final NodeAttribute INDEX = NodeAttribute.of("Tidx", DataType.INT32);
  private static final int CHANNELS = 4;

  /** Builds a graph on the input {@code x} and returns the name of its result. */
  private interface Builder {
    String build(FrozenGraphWriter graph, String x);
  }

  private final List<DynamicTest> tests = new ArrayList<>();

  private void add(String name, Builder builder) {
    tests.add(
        DynamicTest.dynamicTest(
            name,
            () -> {
              check(builder, 2, 7, 6, CHANNELS);
              check(builder, 1, 8, 11, CHANNELS);
            }));
  }

  private static void check(Builder builder, long... shape) throws Exception {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    String x = graph.placeholder("x", DataType.FLOAT, -1, -1, -1, CHANNELS);
    String result = builder.build(graph, x);
    GraphPair pair = new GraphPair(graph.toBytes(), "x", result);
    float[] values = GraphPair.noise(false, 11, shape);
    Result onnx = pair.onOnnxRuntime(values, shape);
    assertThat(Arrays.stream(onnx.values()).allMatch(Double::isFinite)).isTrue();
    Optional<String> reason = GraphPair.noTensorFlow();
    assumeTrue(reason.isEmpty(), reason::toString);
    assertThat(onnx.distance(pair.onTensorFlow(values, shape))).isLessThan(LIMIT);
  }

  private static String weights(FrozenGraphWriter graph, long... shape) {
    Random random = new Random(Arrays.hashCode(shape));
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    TensorPayload payload =
        sink -> {
          for (float value : values) {
            sink.putFloat(value);
          }
        };
    return graph.floats("weights_" + graph.nodeCount(), payload, shape);
  }

  private static String conv(
      FrozenGraphWriter graph, String x, String filters, NodeAttribute... attributes) {
    List<NodeAttribute> all = new ArrayList<>(List.of(T));
    all.addAll(List.of(attributes));
    return graph.node("Conv2D", List.of(x, filters), all.toArray(NodeAttribute[]::new));
  }

  private static NodeAttribute steps(String name, int rows, int columns) {
    return NodeAttribute.ints(name, 1, rows, columns, 1);
  }

  /** A value that exists with channels first, as after every convolution. */
  private static String moved(FrozenGraphWriter graph, String x) {
    return conv(graph, x, weights(graph, 1, 1, CHANNELS, CHANNELS), SAME, steps("strides", 1, 1));
  }

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

  private static String slice(FrozenGraphWriter graph, String list, int begin, int end) {
    return graph.node(
        "StridedSlice",
        List.of(list, graph.ints(begin), graph.ints(end), graph.ints(1)),
        T_INT,
        NodeAttribute.of("Index", DataType.INT32));
  }

  @TestFactory
  Stream<DynamicTest> resizes() {
    for (String operator : List.of("ResizeBilinear", "ResizeNearestNeighbor")) {
      for (String mode : List.of("", "align_corners", "half_pixel_centers")) {
        for (int[] size : new int[][] {{13, 9}, {4, 3}, {1, 1}, {7, 22}}) {
          add(
              operator + " " + mode + " to " + size[0] + "x" + size[1],
              (graph, x) ->
                  graph.node(
                      operator,
                      List.of(x, graph.ints(size)),
                      T,
                      NodeAttribute.of("align_corners", mode.equals("align_corners")),
                      NodeAttribute.of("half_pixel_centers", mode.equals("half_pixel_centers"))));
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> elements() {
    for (String operator :
        List.of(
            "Relu",
            "Relu6",
            "Sigmoid",
            "Tanh",
            "Exp",
            "Neg",
            "Abs",
            "Floor",
            "Ceil",
            "Round",
            "Rint",
            "Erf",
            "Sign",
            "Softplus",
            "Softsign",
            "Elu",
            "Selu",
            "Square",
            "Identity",
            "Sin",
            "Cos",
            "ZerosLike",
            "OnesLike",
            "Softmax",
            "LogSoftmax")) {
      add(operator, (graph, x) -> graph.node(operator, List.of(x), T));
      add(operator + " moved", (graph, x) -> graph.node(operator, List.of(moved(graph, x)), T));
    }
    for (String operator : List.of("Sqrt", "Rsqrt", "Log", "Reciprocal", "Inv")) {
      add(
          operator,
          (graph, x) ->
              graph.node(
                  operator,
                  List.of(
                      graph.node(
                          "AddV2",
                          List.of(graph.node("Square", List.of(x), T), graph.scalar(0.5f)),
                          T)),
                  T));
    }
    add(
        "LeakyRelu",
        (graph, x) -> graph.node("LeakyRelu", List.of(x), T, NodeAttribute.of("alpha", 0.3f)));
    for (String operator :
        List.of(
            "Add",
            "AddV2",
            "Sub",
            "Mul",
            "RealDiv",
            "Maximum",
            "Minimum",
            "SquaredDifference",
            "FloorDiv",
            "FloorMod")) {
      for (long[] other : new long[][] {{}, {CHANNELS}, {1, CHANNELS}, {1, 1, 1, CHANNELS}}) {
        add(
            operator + " with " + Arrays.toString(other),
            (graph, x) -> graph.node(operator, List.of(moved(graph, x), weights(graph, other)), T));
      }
      add(
          operator + " of both orders",
          (graph, x) -> graph.node(operator, List.of(x, moved(graph, x)), T));
    }
    for (String operator :
        List.of("Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual")) {
      add(
          operator,
          (graph, x) ->
              cast(
                  graph,
                  graph.node(
                      operator, List.of(graph.node("Round", List.of(x), T), graph.scalar(1f)), T)));
    }
    add(
        "BiasAdd",
        (graph, x) -> graph.node("BiasAdd", List.of(moved(graph, x), weights(graph, CHANNELS)), T));
    add(
        "AddN",
        (graph, x) ->
            graph.node("AddN", List.of(x, moved(graph, x), x), T, NodeAttribute.of("N", 3)));
    add(
        "ClipByValue",
        (graph, x) ->
            graph.node("ClipByValue", List.of(x, graph.scalar(-0.5f), graph.scalar(0.75f)), T));
    add(
        "Select",
        (graph, x) ->
            graph.node(
                "Select",
                List.of(
                    graph.node("Greater", List.of(x, graph.scalar(0f)), T),
                    x,
                    graph.node("Exp", List.of(x), T)),
                T));
    for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.UINT8)) {
      add(
          "Cast to " + type,
          (graph, x) ->
              graph.node(
                  "Cast",
                  List.of(
                      graph.node(
                          "Mul", List.of(graph.node("Abs", List.of(x), T), graph.scalar(100f)), T)),
                  NodeAttribute.of("SrcT", DataType.FLOAT),
                  NodeAttribute.of("DstT", type)));
    }
    return tests.stream();
  }

  /** A constant that is read beside channels that come first, and by an operation of its own. */
  @TestFactory
  Stream<DynamicTest> constantsReadTwice() {
    for (String operator : List.of("Neg", "Relu6", "Softmax")) {
      for (long[] shape : new long[][] {{}, {1}, {CHANNELS}, {1, CHANNELS}, {1, 1, 1, 1}}) {
        if (shape.length > 0 || !operator.equals("Softmax")) {
          String name = operator + " of a constant " + Arrays.toString(shape);
          add(name + ", left", (graph, x) -> readTwice(graph, x, operator, true, shape));
          add(name + ", right", (graph, x) -> readTwice(graph, x, operator, false, shape));
        }
      }
    }
    return tests.stream();
  }

  private static String readTwice(
      FrozenGraphWriter graph, String x, String operator, boolean left, long... shape) {
    String constant = weights(graph, shape);
    String sum = graph.node("Add", List.of(moved(graph, x), constant), T);
    String other = graph.node(operator, List.of(constant), T);
    return graph.node("Mul", left ? List.of(other, sum) : List.of(sum, other), T);
  }

  private static String cast(FrozenGraphWriter graph, String truth) {
    return graph.node(
        "Cast",
        List.of(truth),
        NodeAttribute.of("SrcT", DataType.BOOL),
        NodeAttribute.of("DstT", DataType.FLOAT));
  }

  @TestFactory
  Stream<DynamicTest> normalisations() {
    for (boolean epsilon : List.of(true, false)) { // 1e-4 if it is not stated
      add(
          "FusedBatchNorm, epsilon " + epsilon,
          (graph, x) -> {
            List<NodeAttribute> attributes =
                new ArrayList<>(List.of(T, NodeAttribute.of("is_training", false)));
            if (epsilon) {
              attributes.add(NodeAttribute.of("epsilon", 0.01f));
            }
            String small =
                graph.node(
                    "Mul",
                    List.of(
                        graph.node("Square", List.of(weights(graph, CHANNELS)), T),
                        graph.scalar(1e-3f)),
                    T);
            return graph.node(
                "FusedBatchNorm",
                List.of(
                    x,
                    weights(graph, CHANNELS),
                    weights(graph, CHANNELS),
                    weights(graph, CHANNELS),
                    small),
                attributes.toArray(NodeAttribute[]::new));
          });
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> reductions() {
    for (String operator : List.of("Mean", "Sum", "Max", "Min", "Prod")) {
      for (boolean keep : List.of(true, false)) {
        for (int[] axes : new int[][] {{1, 2}, {-1}, {0, 3}, {2}, {0, 1, 2, 3}}) {
          add(
              operator + " over " + Arrays.toString(axes) + (keep ? ", kept" : ""),
              (graph, x) ->
                  graph.node(
                      operator,
                      List.of(moved(graph, x), graph.ints(axes)),
                      T,
                      INDEX,
                      NodeAttribute.of("keep_dims", keep)));
        }
      }
    }
    for (int axis : new int[] {-1, 1}) {
      add(
          "ArgMax over " + axis,
          (graph, x) ->
              graph.node(
                  "ArgMax",
                  List.of(moved(graph, x), graph.scalar(axis)),
                  T,
                  INDEX,
                  NodeAttribute.of("output_type", DataType.INT32)));
    }
    add(
        "MatMul",
        (graph, x) ->
            graph.node(
                "MatMul",
                List.of(
                    graph.node(
                        "Mean",
                        List.of(x, graph.ints(1, 2)),
                        T,
                        INDEX,
                        NodeAttribute.of("keep_dims", false)),
                    weights(graph, 3, CHANNELS)),
                T,
                NodeAttribute.of("transpose_b", true)));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> shapes() {
    NodeAttribute type = NodeAttribute.of("Index", DataType.INT32);
    add(
        "StridedSlice with every mask",
        (graph, x) ->
            graph.node(
                "StridedSlice",
                List.of(
                    moved(graph, x),
                    graph.ints(0, 5, -2, 9),
                    graph.ints(1, 1, 9, 9),
                    graph.ints(1, -2, 1, 1)),
                T,
                type,
                NodeAttribute.of("shrink_axis_mask", 1L),
                NodeAttribute.of("end_mask", 4L),
                NodeAttribute.of("new_axis_mask", 8L)));
    add(
        "StridedSlice with an ellipsis",
        (graph, x) ->
            graph.node(
                "StridedSlice",
                List.of(x, graph.ints(0, 1), graph.ints(0, 3), graph.ints(1, 1)),
                T,
                type,
                NodeAttribute.of("ellipsis_mask", 1L)));
    add(
        "StridedSlice to a size that is computed",
        (graph, x) -> {
          String shape =
              graph.node("Shape", List.of(x), T, NodeAttribute.of("out_type", DataType.INT32));
          String end = graph.node("Sub", List.of(shape, graph.ints(0, 1, 2, 1)), T_INT);
          return graph.node(
              "StridedSlice",
              List.of(x, graph.ints(0, 1, 1, 1), end, graph.ints(1, 1, 1, 1)),
              T,
              type,
              NodeAttribute.of("end_mask", 1L));
        });
    add(
        "Slice",
        (graph, x) ->
            graph.node(
                "Slice",
                List.of(moved(graph, x), graph.ints(0, 1, 2, 0), graph.ints(-1, 4, -1, 3)),
                T,
                type));
    for (int axis : new int[] {0, 3, -1}) {
      add(
          "ConcatV2 at " + axis,
          (graph, x) ->
              graph.node(
                  "ConcatV2",
                  List.of(x, moved(graph, x), graph.scalar(axis)),
                  T,
                  INDEX,
                  NodeAttribute.of("N", 2)));
      add(
          "Pack at " + axis,
          (graph, x) ->
              graph.node(
                  "Pack",
                  List.of(x, moved(graph, x)),
                  T,
                  NodeAttribute.of("N", 2),
                  NodeAttribute.of("axis", axis)));
      add(
          "ExpandDims at " + axis,
          (graph, x) ->
              graph.node(
                  "ExpandDims",
                  List.of(moved(graph, x), graph.scalar(axis)),
                  T,
                  NodeAttribute.of("Tdim", DataType.INT32)));
    }
    add(
        "Split",
        (graph, x) ->
            graph.node(
                    "Split",
                    List.of(graph.scalar(3), moved(graph, x)),
                    T,
                    NodeAttribute.of("num_split", 2))
                + ":1");
    add(
        "Unpack",
        (graph, x) ->
            graph.node(
                    "Unpack",
                    List.of(moved(graph, x)),
                    T,
                    NodeAttribute.of("num", CHANNELS),
                    NodeAttribute.of("axis", 3))
                + ":2");
    add(
        "Reshape to a size that is computed",
        (graph, x) -> {
          String shape =
              graph.node("Shape", List.of(x), T, NodeAttribute.of("out_type", DataType.INT32));
          String sizes =
              graph.node(
                  "ConcatV2",
                  List.of(slice(graph, shape, 0, 1), graph.ints(-1, 2), graph.scalar(0)),
                  T_INT,
                  INDEX,
                  NodeAttribute.of("N", 2));
          return graph.node(
              "Reshape",
              List.of(moved(graph, x), sizes),
              T,
              NodeAttribute.of("Tshape", DataType.INT32));
        });
    for (int[] order : new int[][] {{0, 3, 1, 2}, {0, 2, 3, 1}, {3, 0, 2, 1}}) {
      add(
          "Transpose " + Arrays.toString(order),
          (graph, x) ->
              graph.node(
                  "Transpose",
                  List.of(moved(graph, x), graph.ints(order)),
                  T,
                  NodeAttribute.of("Tperm", DataType.INT32)));
    }
    add(
        "Tile",
        (graph, x) ->
            graph.node(
                "Tile",
                List.of(x, graph.ints(1, 2, 1, 3)),
                T,
                NodeAttribute.of("Tmultiples", DataType.INT32)));
    NodeAttribute paddings = NodeAttribute.of("Tpaddings", DataType.INT32);
    add(
        "Pad",
        (graph, x) ->
            graph.node(
                "Pad", List.of(moved(graph, x), graph.pairs(0, 0, 1, 2, 0, 3, 1, 0)), T, paddings));
    add(
        "PadV2",
        (graph, x) ->
            graph.node(
                "PadV2",
                List.of(x, graph.pairs(0, 0, 1, 2, 0, 3, 0, 0), graph.scalar(7f)),
                T,
                paddings));
    add(
        "MirrorPad",
        (graph, x) ->
            graph.node(
                "MirrorPad",
                List.of(moved(graph, x), graph.pairs(0, 0, 1, 2, 0, 3, 0, 0)),
                T,
                paddings,
                NodeAttribute.of("mode", "REFLECT")));
    add(
        "GatherV2",
        (graph, x) ->
            graph.node(
                "GatherV2",
                List.of(moved(graph, x), graph.ints(2, 0, 2), graph.scalar(3)),
                NodeAttribute.of("Tparams", DataType.FLOAT),
                NodeAttribute.of("Tindices", DataType.INT32),
                NodeAttribute.of("Taxis", DataType.INT32)));
    add(
        "DepthToSpace",
        (graph, x) -> graph.node("DepthToSpace", List.of(x), T, NodeAttribute.of("block_size", 2)));
    add(
        "SpaceToDepth",
        (graph, x) ->
            graph.node(
                "SpaceToDepth",
                List.of(graph.node("ResizeBilinear", List.of(x, graph.ints(6, 8)), T)),
                T,
                NodeAttribute.of("block_size", 2)));
    add(
        "Fill",
        (graph, x) ->
            graph.node(
                "Fill",
                List.of(
                    graph.node(
                        "Shape", List.of(x), T, NodeAttribute.of("out_type", DataType.INT32)),
                    graph.scalar(2.5f)),
                T,
                NodeAttribute.of("index_type", DataType.INT32)));
    add(
        "Switch and Merge with a constant predicate",
        (graph, x) -> {
          String training =
              graph.node(
                  "Identity", List.of(graph.flag(false)), NodeAttribute.of("T", DataType.BOOL));
          String choice = graph.node("Switch", List.of(x, training), T);
          String off = graph.node("Exp", List.of(choice), T);
          String on = graph.node("Neg", List.of(choice + ":1"), T);
          return graph.node("Merge", List.of(off, on), T, NodeAttribute.of("N", 2));
        });
    return tests.stream();
  }
}
