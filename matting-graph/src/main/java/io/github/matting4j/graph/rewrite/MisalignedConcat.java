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
 * part makes their number other than a multiple of four: a few channels of the picture itself, or
 * features of a network whose own channels are no such multiple.
 *
 * @param concat joins the parts, for convolutions alone
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
    Optional<ConvWeights> found = plain(conv, graph);
    if (found.isEmpty() || found.get().inputs() % MULTIPLE == 0) {
      return Optional.empty();
    }
    ConvWeights weights = found.get();
    Optional<Node> concat = graph.producer(conv.inputs().get(0));
    if (concat.isEmpty()
        || !Grids.joinsChannels(concat.get())
        || !servesConvolutions(concat.get().output(), weights.inputs(), graph)) {
      return Optional.empty();
    }
    List<Long> counted = counted(concat.get().inputs(), weights.inputs(), counts);
    int odd = -1;
    int from = 0;
    int at = 0;
    for (int i = 0; i < counted.size(); i++) {
      if (counted.get(i) % MULTIPLE != 0) {
        if (odd >= 0) {
          return Optional.empty();
        }
        odd = i;
        from = at;
      }
      at += counted.get(i).intValue();
    }
    if (odd < 0) {
      return Optional.empty();
    }
    int to = from + counted.get(odd).intValue();
    return weights.inputs() - (to - from) < FEW
        ? Optional.empty()
        : Optional.of(new MisalignedConcat(concat.get(), conv, weights, odd, from, to));
  }

  /**
   * The channel from which on the part is taken by the fast kernels only for itself: its first, if
   * it has few, else the last multiple of four.
   */
  int odd() {
    int channels = to - from;
    return channels < FEW ? from : from + channels / MULTIPLE * MULTIPLE;
  }

  /** The weights of a convolution over all channels together. */
  private static Optional<ConvWeights> plain(Node conv, OnnxGraph graph)
      throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    return weights.isPresent() && conv.integer("group", 1) == 1 ? weights : Optional.empty();
  }

  /** Whether only such convolutions read the value, so that nothing has to join it any more. */
  private static boolean servesConvolutions(String value, long channels, OnnxGraph graph)
      throws MalformedGraphException {
    List<Node> readers = graph.consumers(value);
    for (Node reader : readers) {
      Optional<ConvWeights> weights = plain(reader, graph);
      if (weights.isEmpty() || weights.get().inputs() != channels) {
        return false;
      }
    }
    return graph.uses(value) == readers.size();
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
