package io.github.matting4j.graph.quantise;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a graph that are computed in bytes: every convolution with constant weights but the
 * last ones, and the operations between them that only move, join or add values.
 *
 * @param convolutions by the names of their results, before any activation
 * @param left results of convolutions that stay as they are
 * @param carriers results of other operations whose values are bytes too, in order of computation,
 *     and the operations
 * @param tensors the values whose ranges are needed
 */
record QuantisationPlan(
    Map<String, QuantisedConv> convolutions,
    List<String> left,
    Map<String, Node> carriers,
    List<String> tensors) {
  private static final Set<String> RANGE_PRESERVING = Set.of("Resize", "MaxPool");
  private static final Set<String> JOINING = Set.of("Concat", "Add");

  static QuantisationPlan of(OnnxGraph graph) throws MalformedGraphException {
    Map<String, QuantisedConv> convolutions = new HashMap<>();
    List<String> left = new ArrayList<>();
    Set<String> tensors = new LinkedHashSet<>();
    Set<String> last = last(graph);
    for (Node node : graph.nodes()) {
      if (node.is("Conv")) {
        var conv = QuantisedConv.of(node, graph);
        if (conv.isEmpty() || last.contains(node.output())) {
          left.add(node.output());
        } else {
          convolutions.put(node.output(), conv.get());
          tensors.add(conv.get().input());
          tensors.add(conv.get().output());
        }
      }
    }
    Map<String, Node> carriers = carriers(graph, convolutions.values());
    tensors.addAll(carriers.keySet());
    return new QuantisationPlan(convolutions, left, carriers, List.copyOf(tensors));
  }

  /** Results of convolutions after which no other follows: 8 bits would be visible in the matte. */
  private static Set<String> last(OnnxGraph graph) {
    Set<String> late = new HashSet<>();
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(y -> graph.isOutput(y) || late.contains(y))) {
        late.addAll(node.is("Conv") ? node.outputs() : node.inputs());
        late.addAll(node.outputs());
      }
    }
    return late;
  }

  /** Between convolutions in bytes, so that values need not become floats and bytes again. */
  private static Map<String, Node> carriers(OnnxGraph graph, Iterable<QuantisedConv> convolutions)
      throws MalformedGraphException {
    Set<String> bytes = new HashSet<>();
    Set<String> wanted = new HashSet<>();
    for (QuantisedConv conv : convolutions) {
      bytes.add(conv.output());
      wanted.add(conv.input());
    }
    List<Node> able = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (carries(node) && bytes.containsAll(carried(node))) {
        bytes.add(node.output());
        able.add(node);
      }
    }
    List<Node> useful = new ArrayList<>();
    for (int i = able.size() - 1; i >= 0; i--) {
      if (wanted.contains(able.get(i).output())) {
        useful.add(0, able.get(i));
        wanted.addAll(carried(able.get(i)));
      }
    }
    Map<String, Node> carriers = new LinkedHashMap<>();
    useful.forEach(node -> carriers.put(node.output(), node));
    return carriers;
  }

  private static boolean carries(Node node) throws MalformedGraphException {
    if (node.is("Resize")) { // cubic ones overshoot
      return node.text("mode").equals("linear") || node.text("mode").equals("nearest");
    }
    return node.is("Concat") || node.is("Add") || node.is("MaxPool") || node.is("AveragePool");
  }

  private static List<String> carried(Node node) {
    return JOINING.contains(node.operator()) ? node.inputs() : node.inputs().subList(0, 1);
  }

  /**
   * The ranges of all values.
   *
   * @param extremes minimum and maximum of each of {@link #tensors}, in its order
   */
  Map<String, Range> ranges(float[] extremes) {
    if (extremes.length != 2 * tensors.size()) {
      throw new IllegalArgumentException(
          extremes.length + " extremes of " + tensors.size() + " values");
    }
    Map<String, Range> ranges = new HashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      ranges.put(tensors.get(i), Range.of(extremes[2 * i], extremes[2 * i + 1]));
    }
    carriers.forEach(
        (name, node) -> {
          if (RANGE_PRESERVING.contains(node.operator())) {
            ranges.put(name, ranges.get(node.inputs().get(0)));
          }
        });
    return ranges;
  }
}
