package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Recognises reductions over the channels, N×C×H×W to N×1×H×W. */
final class ChannelReduction {
  private ChannelReduction() {}

  /** Whether the node is this operator, along the second of what must be four dimensions. */
  static boolean is(String operator, Node node, OnnxGraph graph) throws MalformedGraphException {
    if (!node.is(operator) || node.inputs().isEmpty() || node.integer("keepdims", 1) != 1) {
      return false;
    }
    List<Long> axes = node.integers("axes");
    if (node.inputs().size() > 1) { // an attribute in older operator sets, an input in newer ones
      Optional<Constant> constant = graph.constant(node.inputs().get(1));
      axes =
          constant.isPresent() ? Arrays.stream(constant.get().longs()).boxed().toList() : List.of();
    }
    return axes.equals(List.of(1L)) || axes.equals(List.of(-3L));
  }
}
