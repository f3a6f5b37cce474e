package io.github.matting4j.convert.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.tensorflow.program.TensorFlowGraph;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.rewrite.GraphLab;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.testdata.onnx.TensorSink;
import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.FrozenGraphWriter;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import io.github.matting4j.testdata.tensorflow.WrittenGraphs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorFlowConverterTest {
  private static final NodeAttribute T = NodeAttribute.of("T", DataType.FLOAT);

  private static Conversion<TensorFlowReport> convert(byte[] graph, String output)
      throws MalformedGraphException, UnsupportedGraphException {
    return TensorFlowConverter.of(TensorFlowGraph.read(graph)).output(output).convert();
  }

  private static byte[] bytes(Conversion<TensorFlowReport> conversion) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    conversion.writeTo(out);
    return out.toByteArray();
  }

  @Test
  void aWholeNetworkRunsAndIsTheSameEachTime() throws Exception {
    byte[] onnx = bytes(convert(WrittenGraphs.unet(), "result"));
    assertThat(bytes(convert(WrittenGraphs.unet(), "result"))).isEqualTo(onnx);
    assertThat(OnnxGraph.parse(onnx).operatorSet()).isEqualTo(13);
    float[] result = GraphLab.run(onnx, GraphLab.noise(40 * 33 * 3, 1), 1, 40, 33, 3);
    double sum = 0;
    for (float value : result) { // softmax over three channels
      assertThat(value).isBetween(0f, 1f);
      sum += value;
    }
    assertThat(sum).isCloseTo(result.length / 3.0, within(1e-3));
  }

  @Test
  void theReportSaysWhatWasDone() throws Exception {
    TensorFlowReport report = convert(WrittenGraphs.unet(), "result").report();
    assertThat(report.inputs()).containsExactly("image");
    assertThat(report.outputs()).containsExactly("result");
    assertThat(report.converted()).isLessThanOrEqualTo(report.nodes());
    assertThat(report.operators()).containsKeys("Conv", "ConvTranspose", "Resize", "Softmax");
    assertThat(report.warnings()).isEmpty();
  }

  /** Between two convolutions nothing is transposed, whatever elementwise operation is there. */
  @Test
  void channelsStayFirstThroughAChain() throws Exception {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    String x = graph.placeholder("x", DataType.FLOAT, 1, -1, -1, 2);
    for (int i = 0; i < 3; i++) {
      String filters = graph.floats("filters" + i, sink -> twos(sink, 4), 1, 1, 2, 2);
      String bias = graph.floats("bias" + i, sink -> twos(sink, 2), 2);
      x =
          graph.node(
              "Conv2D",
              List.of(x, filters),
              T,
              NodeAttribute.of("padding", "SAME"),
              NodeAttribute.ints("strides", 1, 1, 1, 1));
      x = graph.node("BiasAdd", List.of(x, bias), T);
      x = graph.node("Relu", List.of(x), T);
      x = graph.node("ConcatV2", List.of(x, x, graph.scalar(3)), T);
      x = graph.node("Split", List.of(graph.scalar(3), x), T, NodeAttribute.of("num_split", 2));
    }
    Conversion<TensorFlowReport> conversion = convert(graph.toBytes(), x);
    assertThat(conversion.report().operators())
        .containsEntry("Transpose", 2)
        .containsEntry("Conv", 3);
    float[] result = GraphLab.run(bytes(conversion), new float[] {1, 2}, 1, 1, 1, 2);
    // Each convolution sums both channels twofold and adds two: 8, 34, 138.
    assertThat(result).containsExactly(138, 138);
  }

  /** All outputs of a node in a branch that is switched off are left out, however many it has. */
  @Test
  void noOutputOfABranchThatIsOffIsAlive() throws Exception {
    for (int part = 0; part < 3; part++) {
      FrozenGraphWriter graph = new FrozenGraphWriter();
      String x = graph.placeholder("x", DataType.FLOAT, 1, -1, -1, 3);
      String chosen = graph.node("Switch", List.of(x, graph.flag(true)), T);
      String parts =
          graph.node(
              "Split", List.of(graph.scalar(3), chosen), T, NodeAttribute.of("num_split", 3));
      String off = graph.node("Neg", List.of(parts + ":" + part), T);
      String on = graph.node("Relu", List.of(chosen + ":1"), T);
      for (String dead : List.of(parts + ":" + part, off)) {
        String merged = graph.node("Merge", List.of(dead, on), T, NodeAttribute.of("N", 2));
        Conversion<TensorFlowReport> conversion = convert(graph.toBytes(), merged);
        assertThat(conversion.report().operators()).doesNotContainKeys("Split", "Neg");
        float[] result = GraphLab.run(bytes(conversion), new float[] {1, -2, 3}, 1, 1, 1, 3);
        assertThat(result).containsExactly(1, 0, 3);
      }
    }
  }

  private static void twos(TensorSink sink, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      sink.putFloat(2);
    }
  }

  @Test
  void unsupportedOperationsAreNamedAllAtOnce() {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    String x = graph.placeholder("x", DataType.FLOAT, -1, 2);
    String first = graph.node("Cholesky", List.of(x), T);
    String second = graph.node("Cholesky", List.of(first), T);
    String third = graph.node("Bessel", List.of(second), T);
    graph.node("Unused", List.of(third), T);
    assertThatThrownBy(() -> convert(graph.toBytes(), third))
        .isInstanceOfSatisfying(
            UnsupportedGraphException.class,
            e -> assertThat(e.operators()).containsEntry("Cholesky", 2).containsEntry("Bessel", 1))
        .hasMessage("these operations cannot be converted: Bessel (1x), Cholesky (2x)");
  }

  @Test
  void whatCannotBeConvertedOfAKnownOperationIsNamedWithTheReason() {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    String x = graph.placeholder("x", DataType.FLOAT, 1, -1, -1, 2);
    String statistics = graph.floats("statistics", sink -> twos(sink, 2), 2);
    String norm =
        graph.node("FusedBatchNorm", List.of(x, statistics, statistics, statistics, statistics), T);
    String chosen = graph.node("Switch", List.of(x, x), T);
    String sum = graph.node("Add", List.of(norm, chosen), T);
    assertThatThrownBy(() -> convert(graph.toBytes(), sum))
        .isInstanceOf(UnsupportedGraphException.class)
        .hasMessageContaining("FusedBatchNorm: in training mode, with statistics of the batch (1x)")
        .hasMessageContaining("Switch: the predicate is not constant (1x)");
  }

  @Test
  void brokenGraphsAreRefused() {
    FrozenGraphWriter loop = new FrozenGraphWriter();
    loop.named("a", "Relu", List.of("b"), T);
    loop.named("b", "Relu", List.of("a"), T);
    refused(loop.toBytes(), "a", "depends on itself");

    FrozenGraphWriter missing = new FrozenGraphWriter();
    missing.named("a", "Relu", List.of("nowhere"), T);
    refused(missing.toBytes(), "a", "'nowhere' is used and not there");
    refused(missing.toBytes(), "b", "'b' is used and not there");

    FrozenGraphWriter twice = new FrozenGraphWriter();
    twice.named("a", "Relu", List.of("b"), T);
    twice.named("a", "Relu", List.of("b"), T);
    refused(twice.toBytes(), "a", "'a' is there twice");

    FrozenGraphWriter huge = new FrozenGraphWriter();
    huge.named(
        "a",
        "Const",
        List.of(),
        NodeAttribute.of("dtype", DataType.FLOAT),
        NodeAttribute.shape("shape", 1L << 40));
    refused(huge.toBytes(), "a", "no value");

    refused(new byte[0], "a", "without nodes");
    refused("not a graph".getBytes(StandardCharsets.US_ASCII), "a", "");
    byte[] unet = WrittenGraphs.unet();
    refused(Arrays.copyOf(unet, unet.length - 100), "result", "");
  }

  private static void refused(byte[] graph, String output, String reason) {
    assertThatThrownBy(() -> convert(graph, output))
        .isInstanceOf(MalformedGraphException.class)
        .hasMessageContaining(reason);
  }

  /** Damage gives a typed refusal or a graph that can be written, and never takes much memory. */
  @Test
  void damagedGraphsGiveTypedRefusalsOnly() throws Exception {
    byte[] whole = WrittenGraphs.unet();
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged =
          i % 5 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int change = random.nextInt(4); change >= 0 && damaged.length > 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        convert(damaged, "result").writeTo(OutputStream.nullOutputStream());
      } catch (MalformedGraphException | UnsupportedGraphException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 499);
  }

  /** Most bytes of a network are weights; these are changed in its structure. */
  @Test
  void damagedStructureGivesTypedRefusalsOnly() throws Exception {
    byte[] whole = structure();
    assertThat(convert(whole, "result").report().converted()).isGreaterThan(30);
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = whole.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        convert(damaged, "result").writeTo(OutputStream.nullOutputStream());
      } catch (MalformedGraphException | UnsupportedGraphException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 2999);
  }

  private static byte[] structure() {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    NodeAttribute integers = NodeAttribute.of("T", DataType.INT32);
    NodeAttribute strides = NodeAttribute.ints("strides", 1, 2, 2, 1);
    NodeAttribute same = NodeAttribute.of("padding", "SAME");
    String x = graph.placeholder("x", DataType.FLOAT, 1, -1, -1, 2);
    String shape = graph.node("Shape", List.of(x), T);
    String sides =
        graph.node(
            "StridedSlice", List.of(shape, graph.ints(1), graph.ints(3), graph.ints(1)), integers);
    String filters = graph.floats("f", sink -> twos(sink, 4), 1, 1, 2, 2);
    String y = graph.node("Conv2D", List.of(x, filters), T, same, strides);
    y = graph.node("Pad", List.of(y, graph.pairs(0, 0, 1, 1, 1, 1, 0, 0)), T);
    y =
        graph.node(
            "MaxPool", List.of(y), T, same, strides, NodeAttribute.ints("ksize", 1, 2, 2, 1));
    y = graph.node("ResizeBilinear", List.of(y, sides), T);
    y = graph.node("ConcatV2", List.of(y, x, graph.scalar(3)), T);
    y = graph.node("Transpose", List.of(y, graph.ints(0, 3, 1, 2)), T);
    y = graph.node("Mean", List.of(y, graph.ints(2, 3)), T);
    y = graph.node("ExpandDims", List.of(y, graph.scalar(1)), T);
    y = graph.node("Reshape", List.of(y, graph.ints(-1, 2, 2)), T);
    y = graph.node("Pack", List.of(y, y), T, NodeAttribute.of("axis", 1));
    y = graph.node("Slice", List.of(y, graph.ints(0, 0, 0, 0), graph.ints(1, -1, 1, 2)), T);
    y = graph.node("Split", List.of(graph.scalar(1), y), T, NodeAttribute.of("num_split", 2));
    y = graph.node("GatherV2", List.of(y, graph.ints(0, 1), graph.scalar(3)), T);
    y = graph.node("Tile", List.of(y, graph.ints(1, 1, 2, 2)), T);
    graph.named("result", "Softmax", List.of(y), T);
    return graph.toBytes();
  }
}
