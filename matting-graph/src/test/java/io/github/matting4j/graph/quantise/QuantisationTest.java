package io.github.matting4j.graph.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.rewrite.GraphLab;
import io.github.matting4j.graph.rewrite.SmallGraphs;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Small graphs in bytes: what becomes of weights and values, and how far results may move. */
class QuantisationTest {
  private static final int SIDE = 12;
  private static final long[] SHAPE = {1, 3, SIDE, SIDE};
  private static final float[] INPUT = GraphLab.noise(3 * SIDE * SIDE, 3);

  private final Random random = new Random(7);

  private float[] gaussian(int count) {
    return SmallGraphs.gaussian(random, 0.25f, count);
  }

  private String conv(GraphBuilder graph, String name, String x, int in, int out) {
    String w = graph.tensor(name, gaussian(out * in * 9), out, in, 3, 3);
    String b = graph.tensor(name + ".b", gaussian(out), out);
    return graph.node("Conv", List.of(x, w, b), Attribute.ints("pads", 1, 1, 1, 1));
  }

  private static GraphBuilder start() {
    return SmallGraphs.start(Dim.of(1), Dim.of(3), Dim.named("h"), Dim.named("w"));
  }

  /** conv → Relu → last conv. */
  private byte[] twoConvolutions() {
    GraphBuilder graph = start();
    String features = graph.node("Relu", List.of(conv(graph, "first", "x", 3, 8)));
    return SmallGraphs.finish(graph, conv(graph, "last", features, 8, 1));
  }

  private static float[] extremes(Quantisation quantisation) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(quantisation.observed());
        OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(INPUT), SHAPE);
        OrtSession.Result result = session.run(Map.of("x", x), Set.of(Quantisation.RANGES))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] extremes = new float[values.remaining()];
      values.get(extremes);
      return extremes;
    }
  }

  private static byte[] quantised(byte[] model) throws Exception {
    Quantisation quantisation = Quantisation.of(model).orElseThrow();
    return quantisation.quantised(
        extremes(quantisation), Quantisation.PORTABLE_WEIGHT_BITS, "by a test");
  }

  @Test
  void theObservedGraphTellsWhatTheInputAndTheFeaturesReach() throws Exception {
    Quantisation quantisation = Quantisation.of(twoConvolutions()).orElseThrow();
    float[] extremes = extremes(quantisation);
    float least = 1;
    float most = -1;
    for (float value : INPUT) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    assertThat(quantisation.values()).isEqualTo(2);
    assertThat(extremes).hasSize(4).startsWith(least, most);
    assertThat(extremes[2]).isZero(); // after the Relu
    assertThat(extremes[3]).isPositive();
  }

  @Test
  void allButTheLastConvolutionBecomeBytesAndTheReluDisappears() throws Exception {
    byte[] model = twoConvolutions();
    assertThat(GraphLab.operators(quantised(model)))
        .isEqualTo(Map.of("QuantizeLinear", 1, "QLinearConv", 1, "DequantizeLinear", 1, "Conv", 1));
    Quantisation quantisation = Quantisation.of(model).orElseThrow();
    assertThat(quantisation.convolutions()).isEqualTo(1);
    assertThat(quantisation.floatConvolutions()).containsExactly("y");
  }

  /** What one convolution in bytes may be off, from the sizes of the steps alone. */
  @Test
  void aResultIsOffByNoMoreThanTheStepsAllow() throws Exception {
    int outputs = 8;
    float[] weights = gaussian(outputs * 3 * 9);
    GraphBuilder graph = start();
    String w = graph.tensor("w", weights, outputs, 3, 3, 3);
    String features = graph.node("Conv", List.of("x", w), Attribute.ints("pads", 1, 1, 1, 1));
    float[] pick = new float[outputs];
    int chosen = 5;
    pick[chosen] = 1;
    byte[] model =
        SmallGraphs.finish(
            graph,
            graph.node("Conv", List.of(features, graph.tensor("p", pick, 1, outputs, 1, 1))));
    float[] extremes = extremes(Quantisation.of(model).orElseThrow());
    double xStep = (extremes[1] - extremes[0]) / 255;
    double yStep = (extremes[3] - extremes[2]) / 255;
    double sum = 0;
    double largest = 0;
    for (int i = chosen * 27; i < (chosen + 1) * 27; i++) {
      sum += Math.abs(weights[i]);
      largest = Math.max(largest, Math.abs(weights[i]));
    }
    // Half a step of each input times its weight, half a step of each weight times an input, half
    // a step of the result; ranges end at whole steps, so a value at an end may be one more off.
    double bound = xStep * sum + 27 * largest / 63 / 2 * (1 + xStep) + yStep;
    float[] exact = GraphLab.run(model, INPUT, SHAPE);
    float[] coarse = GraphLab.run(quantised(model), INPUT, SHAPE);
    assertThat(GraphLab.distance(exact, coarse)).isPositive().isLessThan(bound);
  }

  /**
   * The largest input times the largest weight at every tap: where products of bytes are added in
   * 16 bits, any sum that does not fit shows.
   */
  @Test
  void theLargestSumsAreRightOnEveryProcessor() throws Exception {
    int channels = 16;
    float[] ones = new float[channels * 3];
    Arrays.fill(ones, 1);
    float[] mean = new float[channels];
    Arrays.fill(mean, 1f / channels);
    GraphBuilder graph = start();
    String sum = graph.node("Conv", List.of("x", graph.tensor("w", ones, channels, 3, 1, 1)));
    String wide = graph.tensor("wide", square(channels), channels, channels, 1, 1);
    String next = graph.node("Conv", List.of(sum, wide));
    String last = graph.tensor("mean", mean, 1, channels, 1, 1);
    byte[] model = SmallGraphs.finish(graph, graph.node("Conv", List.of(next, last)));
    float[] bright = new float[INPUT.length];
    Arrays.fill(bright, 1);
    Quantisation quantisation = Quantisation.of(model).orElseThrow();
    float[] ranges = {0, 1, 0, 3, 0, 3 * channels};
    byte[] small = quantisation.quantised(ranges, Quantisation.PORTABLE_WEIGHT_BITS, "");
    assertThat(GraphLab.run(small, bright, SHAPE)).containsOnly(3f * channels);
  }

  private static float[] square(int side) {
    float[] values = new float[side * side];
    Arrays.fill(values, 1);
    return values;
  }

  @Test
  void otherNumbersOfBitsAreRefused() throws Exception {
    Quantisation quantisation = Quantisation.of(twoConvolutions()).orElseThrow();
    for (int bits : new int[] {6, 9}) {
      assertThatThrownBy(() -> quantisation.quantised(new float[4], bits, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("weights have " + bits + " bits; give 7 or 8");
    }
  }

  @Test
  void eachOutputHasTheScaleOfItsLargestWeightAndABiasInItsUnits() throws Exception {
    GraphBuilder graph = start();
    String w = graph.tensor("w", new float[] {1.5f, -2, 0.5f, 0, 0, 0, 0, 1e-3f, 0}, 3, 3, 1, 1);
    String b = graph.tensor("b", new float[] {0.25f, 0, 0}, 3);
    String y = graph.node("Conv", List.of("x", w, b));
    byte[] model = SmallGraphs.finish(graph, conv(graph, "last", y, 3, 1));
    OnnxGraph parsed = OnnxGraph.parse(model);
    QuantisedConv conv = QuantisedConv.of(parsed.nodes().get(0), parsed).orElseThrow();
    QuantisedConv.Bytes seven = conv.bytes(0.5f, 7);
    assertThat(seven.weights()).containsExactly(47, -63, 16, 0, 0, 0, 0, 63, 0);
    assertThat(seven.scales()).containsExactly(2f / 63, 1f, 1e-3f / 63);
    assertThat(seven.bias()).containsExactly((int) Math.rint(0.25 / (0.5 * (2f / 63))), 0, 0);
    QuantisedConv.Bytes eight = conv.bytes(0.5f, 8);
    assertThat(eight.weights()).containsExactly(95, -127, 32, 0, 0, 0, 0, 127, 0);
    assertThat(eight.scales()).containsExactly(2f / 127, 1f, 1e-3f / 127);
  }

  @Test
  void aBiasFarLargerThanItsWeightsStaysWhole() throws Exception {
    GraphBuilder graph = start();
    String w = graph.tensor("w", new float[] {1e-12f, 0, 0}, 1, 3, 1, 1);
    String b = graph.tensor("b", new float[] {-3}, 1);
    String y = graph.node("Conv", List.of("x", w, b));
    OnnxGraph parsed = OnnxGraph.parse(SmallGraphs.finish(graph, conv(graph, "last", y, 1, 1)));
    QuantisedConv.Bytes bytes =
        QuantisedConv.of(parsed.nodes().get(0), parsed).orElseThrow().bytes(0.01f, 7);
    assertThat((double) bytes.bias()[0] * 0.01f * bytes.scales()[0]).isCloseTo(-3, within(1e-5));
  }

  @Test
  void zeroIsExactInEveryRange() {
    assertThat(Range.of(0.5f, 2f)).isEqualTo(new Range(0f, 2f));
    assertThat(Range.of(-2f, 1f).zeroPoint()).isEqualTo((byte) 170);
    assertThat(Range.of(-2f, -1f).zeroPoint()).isEqualTo((byte) 255);
    assertThat(Range.of(0f, 0f).scale()).isEqualTo(1f);
    assertThatThrownBy(() -> Range.of(0f, Float.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void joinedAddedAndResizedFeaturesStayBytesAndOthersStayFloats() throws Exception {
    GraphBuilder graph = start();
    String a = graph.node("Relu", List.of(conv(graph, "a", "x", 3, 4)));
    String b = conv(graph, "b", "x", 3, 4);
    String sum = graph.node("Add", List.of(a, b));
    String both = graph.node("Concat", List.of(sum, a), Attribute.of("axis", 1));
    String next = conv(graph, "c", both, 8, 4);
    String soft = graph.node("Sigmoid", List.of(next));
    byte[] model =
        SmallGraphs.finish(graph, conv(graph, "last", graph.node("Mul", List.of(soft, b)), 4, 1));
    byte[] small = quantised(model);
    assertThat(GraphLab.operators(small))
        .containsEntry("QLinearConv", 3)
        .containsEntry("QuantizeLinear", 3) // the input, the sum, what is joined
        .containsEntry("Sigmoid", 1)
        .containsEntry("Conv", 1);
    float[] exact = GraphLab.run(model, INPUT, SHAPE);
    float[] coarse = GraphLab.run(small, INPUT, SHAPE);
    double size = GraphLab.distance(exact, new float[exact.length]);
    assertThat(GraphLab.distance(exact, coarse)).isPositive().isLessThan(0.03 * size);
  }

  @Test
  void aBatchNormalisationIsFoldedFirst() throws Exception {
    GraphBuilder graph = start();
    String y = conv(graph, "first", "x", 3, 4);
    String norm =
        graph.node(
            "BatchNormalization",
            List.of(
                y,
                graph.tensor("scale", new float[] {1, 2, -1, 0.5f}, 4),
                graph.tensor("shift", gaussian(4), 4),
                graph.tensor("mean", gaussian(4), 4),
                graph.tensor("variance", new float[] {1, 2, 3, 4}, 4)));
    byte[] model =
        SmallGraphs.finish(graph, conv(graph, "last", graph.node("Relu", List.of(norm)), 4, 1));
    byte[] small = quantised(model);
    assertThat(GraphLab.operators(small))
        .doesNotContainKeys("BatchNormalization", "Relu")
        .containsEntry("QLinearConv", 1);
    float[] exact = GraphLab.run(model, INPUT, SHAPE);
    double size = GraphLab.distance(exact, new float[exact.length]);
    assertThat(GraphLab.distance(exact, GraphLab.run(small, INPUT, SHAPE))).isLessThan(0.03 * size);
  }

  @Test
  void theFileSaysWhatWasDoneAndIsNotDoneAgain() throws Exception {
    byte[] small = quantised(twoConvolutions());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(small)) {
      assertThat(session.getMetadata().getCustomMetadataValue(Quantisation.METADATA))
          .isEqualTo(Optional.of("by a test"));
      assertThat(session.getMetadata().getCustomMetadataValue(Quantisation.WEIGHT_BITS))
          .isEqualTo(Optional.of("7"));
    }
    assertThat(Quantisation.of(small).orElseThrow().convolutions()).isZero();
  }
}
