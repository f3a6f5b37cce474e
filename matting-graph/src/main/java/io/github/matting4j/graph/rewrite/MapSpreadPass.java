package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where features between convolutions are multiplied by a map of one channel, copies the map to as
 * many channels by a 1×1 convolution of ones. The engine multiplies equal shapes in the layout of
 * its fast kernels, but a map and features only in the plain one, with a change of layout before
 * and after. The products are the same bits.
 */
final class MapSpreadPass implements RewritePass {
  /** In other numbers of channels the engine cannot use its fast layout with 512-bit vectors. */
  private static final int MULTIPLE = 16;

  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    if (graph.nodes().stream().anyMatch(node -> node.is("QLinearConv"))) {
      return 0; // there the features are bytes
    }
    ChannelCounts counts = ChannelCounts.of(graph);
    int rewritten = 0;
    for (Node product : graph.nodes()) {
      if (product.is("Mul") && product.inputs().size() == 2 && feedsConvolutions(product, graph)) {
        String first = product.inputs().get(0);
        String second = product.inputs().get(1);
        if (isMap(second, counts, graph) && isFeatures(first, counts)) {
          spread(product, first, second, counts, graph);
          rewritten++;
        } else if (isMap(first, counts, graph) && isFeatures(second, counts)) {
          spread(product, second, first, counts, graph);
          rewritten++;
        }
      }
    }
    return rewritten;
  }

  private static boolean isMap(String value, ChannelCounts counts, OnnxGraph graph) {
    return counts.of(value).equals(OptionalLong.of(1)) && graph.producer(value).isPresent();
  }

  private static boolean isFeatures(String value, ChannelCounts counts) {
    long channels = counts.of(value).orElse(0);
    return channels > 1 && channels % MULTIPLE == 0;
  }

  /** Whether only convolutions read the product, alone or joined with others. */
  private static boolean feedsConvolutions(Node product, OnnxGraph graph)
      throws MalformedGraphException {
    List<Node> readers = graph.consumers(product.output());
    if (readers.size() == 1 && Grids.joinsChannels(readers.get(0))) {
      return onlyConvolutionsRead(readers.get(0).output(), graph);
    }
    return onlyConvolutionsRead(product.output(), graph);
  }

  private static boolean onlyConvolutionsRead(String value, OnnxGraph graph) {
    List<Node> readers = graph.consumers(value);
    return !readers.isEmpty()
        && graph.uses(value) == readers.size()
        && readers.stream()
            .map(reader -> ConvWeights.of(reader, graph))
            .allMatch(Optional::isPresent);
  }

  private static void spread(
      Node product, String features, String map, ChannelCounts counts, OnnxGraph graph) {
    float[] ones = new float[Math.toIntExact(counts.of(features).orElseThrow())];
    Arrays.fill(ones, 1f);
    String name = graph.freshName("matting4j.ones");
    Constant weights = graph.add(Constant.floats(name, ones, ones.length, 1, 1, 1));
    String spread = graph.freshName(map + ".spread");
    graph.replace(
        product,
        List.of(
            Node.of("Conv", List.of(map, weights.name()), spread),
            product.withInputs(List.of(features, spread))));
  }
}
