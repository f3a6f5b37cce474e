package io.github.matting4j.bshm;

import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.FrozenGraphWriter;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Operations on elements, and sums over them, as {@link OperatorTestCase} compares them. */
class ElementOperatorsTest extends OperatorTestCase {
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
}
