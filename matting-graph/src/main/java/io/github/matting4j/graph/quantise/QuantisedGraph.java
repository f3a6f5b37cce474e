package io.github.matting4j.graph.quantise;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph while its convolutions are replaced by 8-bit ones. A convolution becomes one {@code
 * QLinearConv}; other operations are placed between {@code DequantizeLinear} and {@code
 * QuantizeLinear}, and the engine fuses the three.
 */
final class QuantisedGraph {
  private final OnnxGraph graph;
  private final Map<String, Range> ranges;
  private final int weightBits;
  private final Map<String, List<String>> codes = new HashMap<>();
  private final Map<String, String> bytes = new HashMap<>();
  private final List<Node> decoders = new ArrayList<>();

  private QuantisedGraph(OnnxGraph graph, Map<String, Range> ranges, int weightBits) {
    this.graph = graph;
    this.ranges = ranges;
    this.weightBits = weightBits;
  }

  /** Rewrites the graph in place. */
  static void rewrite(
      OnnxGraph graph, QuantisationPlan plan, Map<String, Range> ranges, int weightBits)
      throws MalformedGraphException {
    QuantisedGraph quantised = new QuantisedGraph(graph, ranges, weightBits);
    for (Node node : graph.nodes()) {
      QuantisedConv conv = node.is("Conv") ? plan.convolutions().get(node.output()) : null;
      if (conv != null) {
        quantised.put(conv);
      } else if (node.outputs().size() == 1 && plan.carriers().containsKey(node.output())) {
        quantised.carry(node);
      }
    }
    quantised.decoders.stream()
        .filter(decoder -> graph.uses(decoder.output()) == 0)
        .forEach(decoder -> graph.replace(decoder, List.of()));
  }

  private void put(QuantisedConv conv) throws MalformedGraphException {
    List<Node> nodes = new ArrayList<>();
    String x = conv.input();
    if (!bytes.containsKey(x)) {
      nodes.add(encoder(x, x));
    }
    List<String> inputs = new ArrayList<>(List.of(bytes(x)));
    inputs.addAll(code(x));
    QuantisedConv.Bytes values = conv.bytes(range(x).scale(), weightBits);
    Constant weights = conv.weights().constant();
    String name = weights.name();
    int outputs = values.scales().length;
    long[] dims = weights.dims().stream().mapToLong(Long::longValue).toArray();
    inputs.add(bytes(name + ".8bit", Constant.INT8, values.weights(), dims));
    inputs.add(floats(name + ".scales", values.scales(), outputs));
    inputs.add(bytes(name + ".zeros", Constant.INT8, new byte[outputs], outputs));
    String y = conv.output();
    inputs.addAll(code(y));
    inputs.add(add(Constant.ints(graph.freshName(name + ".bias"), values.bias(), outputs)));
    String coded = graph.freshName(y + ".8bit");
    bytes.put(y, coded);
    nodes.add(conv.conv().as("QLinearConv", inputs, coded));
    conv.activation().ifPresent(activation -> graph.replace(activation, List.of()));
    nodes.add(decoder(y));
    graph.replace(conv.conv(), nodes);
  }

  private void carry(Node node) {
    String y = node.output();
    String exact = graph.freshName(y + ".float");
    graph.replace(node, List.of(node.withOutput(exact), encoder(exact, y), decoder(y)));
  }

  /** From the floats of one name to the bytes of a value. */
  private Node encoder(String floats, String value) {
    String coded = graph.freshName(value + ".8bit");
    bytes.put(value, coded);
    return Node.of("QuantizeLinear", with(floats, code(value)), coded);
  }

  /** From a value's bytes to its floats. */
  private Node decoder(String value) {
    Node decoder = Node.of("DequantizeLinear", with(bytes(value), code(value)), value);
    decoders.add(decoder);
    return decoder;
  }

  private static List<String> with(String first, List<String> more) {
    return List.of(first, more.get(0), more.get(1));
  }

  private String bytes(String value) {
    String coded = bytes.get(value);
    if (coded == null) {
      throw new IllegalStateException(value + " has no bytes yet");
    }
    return coded;
  }

  private Range range(String value) {
    Range range = ranges.get(value);
    if (range == null) {
      throw new IllegalStateException(value + " has no range");
    }
    return range;
  }

  /** The names of a value's scale and zero point. */
  private List<String> code(String value) {
    return codes.computeIfAbsent(
        value,
        v ->
            List.of(
                floats(v + ".scale", new float[] {range(v).scale()}),
                bytes(v + ".zero", Constant.UINT8, new byte[] {range(v).zeroPoint()})));
  }

  private String floats(String name, float[] values, long... dims) {
    return add(Constant.floats(graph.freshName(name), values, dims));
  }

  private String bytes(String name, long type, byte[] values, long... dims) {
    return add(Constant.bytes(graph.freshName(name), type, values, dims));
  }

  private String add(Constant constant) {
    return graph.add(constant).name();
  }
}
