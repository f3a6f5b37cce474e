package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A convolution over joined features that the engine cannot compute in its fast layout because the
 * last part, a few channels of the picture itself, makes their number other than a multiple of
 * four.
 *
 * @param concat joins the parts, for this convolution alone
 * @param conv the convolution
 * @param weights its weights
 * @param odd channels of the last part
 */
record MisalignedConcat(Node concat, Node conv, ConvWeights weights, int odd) {
  private static final int MULTIPLE = 4;

  /** So few channels are taken by the fast kernels as they are. */
  private static final int FEW = 8;

  static Optional<MisalignedConcat> before(Node conv, OnnxGraph graph, ChannelCounts counts)
      throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    if (weights.isEmpty()
        || weights.get().inputs() % MULTIPLE == 0
        || conv.integer("group", 1) != 1) {
      return Optional.empty();
    }
    Optional<Node> concat = graph.soleProducer(conv.inputs().get(0));
    if (concat.isEmpty() || !Grids.joinsChannels(concat.get())) {
      return Optional.empty();
    }
    List<String> parts = concat.get().inputs();
    OptionalLong odd = counts.of(parts.get(parts.size() - 1));
    long rest = weights.get().inputs() - odd.orElse(0);
    return odd.isPresent() && odd.getAsLong() < FEW && rest >= FEW && rest % MULTIPLE == 0
        ? Optional.of(
            new MisalignedConcat(concat.get(), conv, weights.get(), (int) odd.getAsLong()))
        : Optional.empty();
  }
}
