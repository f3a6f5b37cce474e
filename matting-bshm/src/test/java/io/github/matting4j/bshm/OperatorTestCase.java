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
import org.junit.jupiter.api.DynamicTest;

/**
 * Operations, each in a small graph, on ONNX Runtime against TensorFlow 1.15's own result. Inputs
 * are left open in all sizes but channels, so that nothing is computed before the run.
 */
abstract class OperatorTestCase {
  static final double LIMIT = 1e-4;
  static final NodeAttribute T = NodeAttribute.of("T", DataType.FLOAT);
  static final NodeAttribute T_INT = NodeAttribute.of("T", DataType.INT32);
  static final NodeAttribute SAME = NodeAttribute.of("padding", "SAME");
  static final NodeAttribute INDEX = NodeAttribute.of("Tidx", DataType.INT32);
  static final int CHANNELS = 4;

  /** Builds a graph on the input {@code x} and returns the name of its result. */
  interface Builder {
    String build(FrozenGraphWriter graph, String x);
  }

  final List<DynamicTest> tests = new ArrayList<>();

  void add(String name, Builder builder) {
    tests.add(
        DynamicTest.dynamicTest(
            name,
            () -> {
              check(builder, 2, 7, 6, CHANNELS);
              check(builder, 1, 8, 11, CHANNELS);
            }));
  }

  static void check(Builder builder, long... shape) throws Exception {
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

  static String weights(FrozenGraphWriter graph, long... shape) {
    Random random = new Random(Arrays.hashCode(shape));
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return graph.floats("weights_" + graph.nodeCount(), TensorPayload.of(values), shape);
  }

  static String conv(
      FrozenGraphWriter graph, String x, String filters, NodeAttribute... attributes) {
    List<NodeAttribute> all = new ArrayList<>(List.of(T));
    all.addAll(List.of(attributes));
    return graph.node("Conv2D", List.of(x, filters), all.toArray(NodeAttribute[]::new));
  }

  static NodeAttribute steps(String name, int rows, int columns) {
    return NodeAttribute.ints(name, 1, rows, columns, 1);
  }

  /** A value that exists with channels first, as after every convolution. */
  static String moved(FrozenGraphWriter graph, String x) {
    return conv(graph, x, weights(graph, 1, 1, CHANNELS, CHANNELS), SAME, steps("strides", 1, 1));
  }

  static String slice(FrozenGraphWriter graph, String list, int begin, int end) {
    return graph.node(
        "StridedSlice",
        List.of(list, graph.ints(begin), graph.ints(end), graph.ints(1)),
        T_INT,
        NodeAttribute.of("Index", DataType.INT32));
  }
}
