package io.github.matting4j.graph.quantise;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.List;
import java.util.Optional;

/**
 * A convolution that can be computed in bytes, together with the activation after it: cutting at
 * the ends of the range of bytes does what a {@code Relu} does.
 *
 * @param conv the convolution
 * @param activation disappears in it
 * @param weights its weights
 * @param bias empty if it has none
 */
record QuantisedConv(
    Node conv, Optional<Node> activation, ConvWeights weights, Optional<Constant> bias) {
  /** Accumulators have 32 bits; the bias leaves the products most of them. */
  private static final double LARGEST_BIAS = 1 << 30;

  /** Integer weights, their scale for each output, and integer biases. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Bytes(byte[] weights, float[] scales, int[] bias) {}

  /** Empty if it is none, or its weights or bias are not constant floats. */
  static Optional<QuantisedConv> of(Node node, OnnxGraph graph) throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(node, graph);
    if (weights.isEmpty()) {
      return Optional.empty();
    }
    boolean biased = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    Optional<Constant> bias = biased ? graph.constant(node.inputs().get(2)) : Optional.empty();
    if (biased && bias.filter(b -> b.dims().equals(List.of(weights.get().outputs()))).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new QuantisedConv(node, activation(node, graph), weights.get(), bias));
  }

  private static Optional<Node> activation(Node conv, OnnxGraph graph)
      throws MalformedGraphException {
    List<Node> next = graph.consumers(conv.output());
    return graph.uses(conv.output()) == 1
            && next.size() == 1
            && (next.get(0).is("Relu") || isClipAtZero(next.get(0), graph))
        ? Optional.of(next.get(0))
        : Optional.empty();
  }

  /** Its upper bound is not needed: no value beyond it is in the range of its results. */
  private static boolean isClipAtZero(Node node, OnnxGraph graph) throws MalformedGraphException {
    if (!node.is("Clip") || node.inputs().size() < 2) {
      return false;
    }
    Optional<Constant> least = graph.constant(node.inputs().get(1));
    if (least.isEmpty() || least.get().type() != Constant.FLOAT) {
      return false;
    }
    float[] floor = least.get().floats();
    return floor.length == 1 && floor[0] == 0f;
  }

  String input() {
    return conv.inputs().get(0);
  }

  /** The value after the activation. */
  String output() {
    return activation.map(Node::output).orElse(conv.output());
  }

  /**
   * Its weights as bytes, of which the largest of each output is the largest number of so many bits
   * with a sign (63 or 127), unless the bias, in units of the products, would not fit.
   *
   * @param inputScale the scale of the input
   * @param weightBits 7 or 8
   */
  Bytes bytes(float inputScale, int weightBits) throws MalformedGraphException {
    float[] floats = weights.constant().floats();
    int outputs = Math.toIntExact(weights.outputs());
    float[] biases = bias.isPresent() ? bias.get().floats() : new float[outputs];
    int limit = (1 << (weightBits - 1)) - 1;
    int filter = floats.length / outputs;
    Bytes bytes = new Bytes(new byte[floats.length], new float[outputs], new int[outputs]);
    for (int o = 0; o < outputs; o++) {
      float largest = 0;
      for (int i = o * filter; i < (o + 1) * filter; i++) {
        largest = Math.max(largest, Math.abs(floats[i]));
      }
      double forBias = Math.abs(biases[o]) / (inputScale * LARGEST_BIAS);
      float scale = (float) Math.max(largest / limit, forBias);
      scale = scale >= Float.MIN_NORMAL ? scale : 1f;
      bytes.scales[o] = scale;
      for (int i = o * filter; i < (o + 1) * filter; i++) {
        bytes.weights[i] = (byte) Math.rint(floats[i] / scale);
      }
      bytes.bias[o] = (int) Math.rint(biases[o] / ((double) inputScale * scale));
    }
    return bytes;
  }
}
