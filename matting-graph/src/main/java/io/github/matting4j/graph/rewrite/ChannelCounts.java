package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Channel counts of values, where they follow from the weights: float tensors of N×C×H×W. Absent
 * values are unknown.
 */
final class ChannelCounts {
  private static final Set<String> KEEPS_SHAPE =
      Set.of(
          "Relu",
          "LeakyRelu",
          "Clip",
          "Sigmoid",
          "HardSigmoid",
          "HardSwish",
          "Tanh",
          "Elu",
          "Identity",
          "BatchNormalization",
          "InstanceNormalization");

  private static final Set<String> POOLS =
      Set.of("AveragePool", "MaxPool", "GlobalAveragePool", "GlobalMaxPool");

  /** More than any network has; bounds allocations for damaged files. */
  static final long MAX_CHANNELS = 1 << 16;

  private static final Set<String> ELEMENTWISE = Set.of("Add", "Sub", "Mul", "Div", "Max", "Min");

  private final Map<String, Long> channels = new HashMap<>();

  private ChannelCounts() {}

  static ChannelCounts of(OnnxGraph graph) throws MalformedGraphException {
    ChannelCounts counts = new ChannelCounts();
    for (String input : graph.inputNames()) {
      counts.put(input, graph.inputChannels(input));
    }
    for (Node node : graph.nodes()) {
      counts.follow(node, graph);
    }
    return counts;
  }

  private void follow(Node node, OnnxGraph graph) throws MalformedGraphException {
    if (node.outputs().size() != 1 || node.inputs().isEmpty() || !node.domain().isEmpty()) {
      return;
    }
    OptionalLong first = of(node.inputs().get(0));
    if (node.is("Conv")) {
      Optional<ConvWeights> weights = ConvWeights.of(node, graph);
      if (weights.isPresent()) {
        put(node.output(), OptionalLong.of(weights.get().outputs()));
      }
    } else if (first.isPresent()
        && (keepsChannels(node)
            || POOLS.contains(node.operator())
            || keepsChannelsResized(node, graph)
            || padsGrid(node, graph))) {
      put(node.output(), first);
    } else if (node.is("Concat") && node.integer("axis", 0) == 1) {
      put(node.output(), sum(node));
    } else if (ELEMENTWISE.contains(node.operator())) {
      put(node.output(), broadcast(node, graph));
    } else if (node.is("Slice") && first.isPresent()) {
      put(node.output(), sliced(node, first.getAsLong(), graph));
    }
  }

  /** Whether the node has as many channels, rows and columns as its first input. */
  static boolean keepsChannels(Node node) {
    return KEEPS_SHAPE.contains(node.operator()) && node.domain().isEmpty();
  }

  /** Whether the node is a resize along rows and columns by factors that the file states. */
  private static boolean keepsChannelsResized(Node node, OnnxGraph graph)
      throws MalformedGraphException {
    return node.is("Resize") && LinearResize.target(node, new Grid(2, 2), graph).isPresent();
  }

  /** Whether the node adds nothing but rows and columns. */
  static boolean padsGrid(Node node, OnnxGraph graph) throws MalformedGraphException {
    if (!node.is("Pad") || node.inputs().size() != 2) {
      return false;
    }
    Optional<Constant> pads = graph.constant(node.inputs().get(1));
    if (pads.isEmpty() || !pads.get().dims().equals(List.of(8L))) {
      return false;
    }
    long[] sizes = pads.get().longs();
    return sizes[0] == 0 && sizes[1] == 0 && sizes[4] == 0 && sizes[5] == 0;
  }

  private void put(String value, OptionalLong count) {
    count.ifPresent(
        c -> {
          if (c <= MAX_CHANNELS) {
            channels.put(value, c);
          }
        });
  }

  /**
   * Where one operand has several channels, the others have as many, or one for all. Where none is
   * known to have several, all others must be known to have one.
   */
  private OptionalLong broadcast(Node node, OnnxGraph graph) {
    boolean single = true;
    for (String input : node.inputs()) {
      OptionalLong count = of(input);
      if (count.orElse(1) > 1) {
        return count;
      }
      single &= count.isPresent() || isNumber(input, graph);
    }
    return single ? OptionalLong.of(1) : OptionalLong.empty();
  }

  private static boolean isNumber(String value, OnnxGraph graph) {
    return graph
        .constant(value)
        .filter(constant -> constant.dims().stream().allMatch(dim -> dim == 1))
        .isPresent();
  }

  /** Of a slice of channels by constants, forwards and without gaps. */
  private static OptionalLong sliced(Node slice, long channels, OnnxGraph graph)
      throws MalformedGraphException {
    long[] numbers = new long[3]; // from, to, axis
    if (slice.inputs().size() != 1 + numbers.length) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < numbers.length; i++) {
      Optional<Constant> constant = graph.constant(slice.inputs().get(1 + i));
      if (constant.isEmpty()
          || constant.get().type() != Constant.INT64
          || !constant.get().dims().equals(List.of(1L))) {
        return OptionalLong.empty();
      }
      numbers[i] = constant.get().longs()[0];
    }
    boolean inside = numbers[0] >= 0 && numbers[0] < numbers[1] && numbers[1] <= channels;
    return numbers[2] == 1 && inside
        ? OptionalLong.of(numbers[1] - numbers[0])
        : OptionalLong.empty();
  }

  private OptionalLong sum(Node concat) {
    long sum = 0;
    for (String input : concat.inputs()) {
      OptionalLong one = of(input);
      if (one.isEmpty()) {
        return one;
      }
      sum += one.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  /** The channels of a value, if they are known. */
  OptionalLong of(String value) {
    Long count = channels.get(value);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }
}
