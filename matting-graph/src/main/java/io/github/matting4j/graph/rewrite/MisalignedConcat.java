package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A convolution over joined features that the engine cannot compute in its fast layout because one
 * part, a few channels of the picture itself, makes their number other than a multiple of four.
 *
 * @param concat joins the parts, for this convolution alone
 * @param conv the convolution
 * @param weights its weights
 * @param part which of the parts it is
 * @param from its first channel
 * @param to the channel after its last one
 */
record MisalignedConcat(Node concat, Node conv, ConvWeights weights, int part, int from, int to) {
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
    List<Long> counted = counted(concat.get().inputs(), weights.get().inputs(), counts);
    long from = 0;
    Optional<MisalignedConcat> found = Optional.empty();
    for (int i = 0; i < counted.size(); i++) {
      long channels = counted.get(i);
      if (channels % MULTIPLE != 0) {
        long rest = weights.get().inputs() - channels;
        if (found.isPresent() || channels >= FEW || rest < FEW || rest % MULTIPLE != 0) {
          return Optional.empty();
        }
        found =
            Optional.of(
                new MisalignedConcat(
                    concat.get(), conv, weights.get(), i, (int) from, (int) (from + channels)));
      }
      from += channels;
    }
    return found;
  }

  /**
   * The channels of the parts. One that is not known is what the others leave; empty if more are
   * not known or the sum is not what it must be.
   */
  private static List<Long> counted(List<String> parts, long all, ChannelCounts counts) {
    List<Long> counted = new ArrayList<>();
    int unknown = -1;
    long rest = all;
    for (int i = 0; i < parts.size(); i++) {
      OptionalLong channels = counts.of(parts.get(i));
      if (channels.isEmpty() && unknown >= 0) {
        return List.of();
      }
      unknown = channels.isEmpty() ? i : unknown;
      counted.add(channels.orElse(0));
      rest -= channels.orElse(0);
    }
    if (unknown >= 0) {
      counted.set(unknown, rest);
    }
    return unknown >= 0 ? (rest > 0 ? counted : List.of()) : (rest == 0 ? counted : List.of());
  }
}
