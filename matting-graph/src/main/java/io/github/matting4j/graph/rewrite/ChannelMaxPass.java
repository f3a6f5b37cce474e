package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Replaces the maximum over all channels, which the engine computes pixel by pixel across the
 * planes, by a tree of element-wise maxima of two halves. Maxima are exact in any order; for an odd
 * number of channels the halves overlap.
 */
final class ChannelMaxPass implements RewritePass {
  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    ChannelCounts counts = ChannelCounts.of(graph);
    int rewritten = 0;
    for (Node node : graph.nodes()) {
      if (ChannelReduction.is("ReduceMax", node, graph)) {
        OptionalLong channels = counts.of(node.inputs().get(0));
        if (channels.isPresent() && channels.getAsLong() > 1) {
          graph.replace(node, maxTree(node, channels.getAsLong(), graph));
          rewritten++;
        }
      }
    }
    return rewritten;
  }

  private static List<Node> maxTree(Node node, long channels, OnnxGraph graph) {
    List<Node> nodes = new ArrayList<>();
    String value = node.inputs().get(0);
    for (long left = channels; left > 1; left = (left + 1) / 2) {
      long half = (left + 1) / 2;
      Node lower = channels(value, 0, half, node.output(), graph);
      Node upper = channels(value, left - half, left, node.output(), graph);
      value = half == 1 ? node.output() : graph.freshName(node.output() + ".larger");
      nodes.add(lower);
      nodes.add(upper);
      nodes.add(Node.of("Max", List.of(lower.output(), upper.output()), value));
    }
    return nodes;
  }

  /** Takes channels {@code from} up to, not including, {@code to}. */
  private static Node channels(String value, long from, long to, String base, OnnxGraph graph) {
    return Node.of(
        "Slice",
        List.of(value, graph.integer(from), graph.integer(to), graph.integer(1)),
        graph.freshName(base + ".half"));
  }
}
