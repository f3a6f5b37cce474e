package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Replaces the mean over all channels by a 1×1 convolution with the weight 1/C, for which the
 * engine has a fast kernel in the layout of the preceding convolutions.
 */
final class ChannelMeanPass implements RewritePass {
  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    ChannelCounts counts = ChannelCounts.of(graph);
    int rewritten = 0;
    for (Node node : graph.nodes()) {
      if (ChannelReduction.is("ReduceMean", node, graph)) {
        OptionalLong channels = counts.of(node.inputs().get(0));
        if (channels.isPresent()) {
          graph.replace(node, List.of(mean(node, Math.toIntExact(channels.getAsLong()), graph)));
          rewritten++;
        }
      }
    }
    return rewritten;
  }

  private static Node mean(Node node, int channels, OnnxGraph graph) {
    return Node.of(
        "Conv",
        List.of(node.inputs().get(0), weights(channels, graph)),
        node.output(),
        Node.attribute("kernel_shape", List.of(1L, 1L)));
  }

  private static String weights(int channels, OnnxGraph graph) {
    String name = "matting4j.mean." + channels;
    Optional<Constant> made = graph.constant(name);
    if (made.isPresent()) {
      return made.get().name();
    }
    float[] values = new float[channels];
    Arrays.fill(values, 1f / channels);
    return graph.add(Constant.floats(graph.freshName(name), values, 1, channels, 1, 1)).name();
  }
}
