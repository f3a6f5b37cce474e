package io.github.matting4j.graph.tensorflow.program;

import io.github.matting4j.graph.tensorflow.program.GraphNode.Edge;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises how TensorFlow 1 writes a dilated convolution: {@code SpaceToBatchND}, a convolution
 * without padding, {@code BatchToSpaceND}. The last node is replaced by the convolution itself.
 */
final class DilatedConvolution {
  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

  private DilatedConvolution() {}

  /** The convolution that a node ends; empty if it ends none that is recognised with certainty. */
  static Optional<GraphNode> of(GraphNode node, TensorFlowGraph graph)
      throws MalformedGraphException {
    if (!node.operator().equals("BatchToSpaceND")) {
      return Optional.empty();
    }
    GraphNode convolution = source(node.input(0), graph);
    if (!CONVOLUTIONS.contains(convolution.operator())
        || !convolution.text("padding", "").equals("VALID")
        || !convolution.text("data_format", "NHWC").equals("NHWC")
        || !isOnes(convolution.integers("strides"))
        || !isOnes(convolution.integers("dilations"))) {
      return Optional.empty();
    }
    GraphNode spread = source(convolution.input(0), graph);
    if (!spread.operator().equals("SpaceToBatchND")) {
      return Optional.empty();
    }
    long[] block = integers(node.input(1), graph);
    long[] crops = integers(node.input(2), graph);
    long[] pads = integers(spread.input(2), graph);
    if (block.length != 2
        || crops.length != 4
        || pads.length != 4
        || !Arrays.equals(block, integers(spread.input(1), graph))) {
      return Optional.empty();
    }
    List<Long> padding = new ArrayList<>(List.of(0L, 0L));
    for (int i = 0; i < 4; i++) {
      padding.add(pads[i] - crops[i]);
    }
    padding.addAll(List.of(0L, 0L));
    if (padding.stream().anyMatch(pad -> pad < 0) || Arrays.stream(block).anyMatch(b -> b < 1)) {
      return Optional.empty();
    }
    Map<String, WireMessage> attributes = new HashMap<>(convolution.attributes());
    attributes.put("dilations", GraphNode.integers(List.of(1L, block[0], block[1], 1L)));
    attributes.put("padding", GraphNode.text("EXPLICIT"));
    attributes.put("explicit_paddings", GraphNode.integers(padding));
    return Optional.of(
        new GraphNode(
            node.name(),
            convolution.operator(),
            List.of(spread.input(0), convolution.input(1)),
            List.of(),
            attributes));
  }

  private static boolean isOnes(long[] values) {
    return Arrays.stream(values).allMatch(value -> value == 1);
  }

  /** The node that makes a tensor, identities skipped. */
  private static GraphNode source(Edge edge, TensorFlowGraph graph) throws MalformedGraphException {
    GraphNode node = graph.require(edge.node());
    for (int i = 0; node.operator().equals("Identity") && i < 8; i++) {
      node = graph.require(node.input(0).node());
    }
    return node;
  }

  /** The integers of a constant; none if it is not one. */
  private static long[] integers(Edge edge, TensorFlowGraph graph) throws MalformedGraphException {
    GraphNode node = source(edge, graph);
    if (!node.operator().equals("Const")) {
      return new long[0];
    }
    Optional<TensorData> value = node.tensor("value");
    return value.isPresent() && value.get().type().isInteger()
        ? value.get().integers()
        : new long[0];
  }
}
