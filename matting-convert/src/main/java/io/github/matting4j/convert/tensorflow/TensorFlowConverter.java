package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.tensorflow.program.ElementType;
import io.github.matting4j.convert.tensorflow.program.GraphNode;
import io.github.matting4j.convert.tensorflow.program.GraphNode.Edge;
import io.github.matting4j.convert.tensorflow.program.LiveNodes;
import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.convert.tensorflow.program.TensorData;
import io.github.matting4j.convert.tensorflow.program.TensorFlowGraph;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Converts a frozen TensorFlow 1 graph to ONNX, operator set 13. Names of inputs are kept; each
 * output gets a name of the caller's. Pictures stay in TensorFlow's order at inputs and outputs;
 * inside, channels come first where ONNX requires it, with as few transpositions as possible.
 *
 * <p>Immutable: each step returns a new value. Thread-safe.
 */
public final class TensorFlowConverter {
  /** Increased with every change of the result; part of the keys of cached results. */
  public static final int VERSION = 1;

  private static final int OPERATOR_SET = 13;
  private static final Map<String, OperatorRule> RULES = rules();

  private final TensorFlowGraph graph;
  private final Map<String, String> outputs;
  private final Map<String, long[]> shapes;

  private TensorFlowConverter(
      TensorFlowGraph graph, Map<String, String> outputs, Map<String, long[]> shapes) {
    this.graph = graph;
    this.outputs = outputs;
    this.shapes = shapes;
  }

  /** Of a graph, without any output yet. */
  public static TensorFlowConverter of(TensorFlowGraph graph) {
    return new TensorFlowConverter(graph, Map.of(), Map.of());
  }

  /** The operations that are converted, with exceptions that a conversion names. */
  public static List<String> operators() {
    return RULES.keySet().stream().sorted().toList();
  }

  private static Map<String, OperatorRule> rules() {
    Map<String, OperatorRule> rules = new HashMap<>();
    Elementwise.register(rules);
    Convolutions.register(rules);
    Resizing.register(rules);
    Reshaping.register(rules);
    Slicing.register(rules);
    Arranging.register(rules);
    BatchSpace.register(rules);
    Reductions.register(rules);
    rules.put("Const", TensorFlowConverter::constant);
    return Map.copyOf(rules);
  }

  /** Adds the output {@code tensor}, as {@code node} or {@code node:1}, under its own name. */
  public TensorFlowConverter output(String tensor) {
    return output(tensor, tensor);
  }

  /** Adds the output {@code tensor}, as {@code node} or {@code node:1}, under another name. */
  public TensorFlowConverter output(String tensor, String name) {
    Map<String, String> more = new LinkedHashMap<>(outputs);
    more.put(tensor, name);
    return new TensorFlowConverter(graph, more, shapes);
  }

  /**
   * States the shape of an input for a file that does not even state its rank.
   *
   * @param dims the sizes, -1 for those that stay open
   */
  public TensorFlowConverter inputShape(String input, long... dims) {
    Map<String, long[]> more = new LinkedHashMap<>(shapes);
    more.put(input, dims.clone());
    return new TensorFlowConverter(graph, outputs, more);
  }

  /**
   * The nodes that the outputs need, constants left out, in an order in which they can be computed.
   *
   * @throws MalformedGraphException if a node is missing or the graph has a cycle
   */
  public List<String> order() throws MalformedGraphException {
    return new LiveNodes(graph)
        .of(wanted()).stream()
            .filter(node -> !node.operator().equals("Const"))
            .map(GraphNode::name)
            .toList();
  }

  private List<Edge> wanted() throws MalformedGraphException {
    List<Edge> wanted = new ArrayList<>();
    for (String tensor : outputs.keySet()) {
      wanted.add(Edge.of(tensor));
    }
    return wanted;
  }

  /**
   * Converts what the outputs need.
   *
   * @throws MalformedGraphException if a node or input is missing, or the graph is not valid
   * @throws UnsupportedGraphException if it uses operations that cannot be converted
   * @throws IllegalStateException if there is no output
   */
  public Conversion<TensorFlowReport> convert()
      throws MalformedGraphException, UnsupportedGraphException {
    if (outputs.isEmpty()) {
      throw new IllegalStateException("no output was asked for");
    }
    LiveNodes live = new LiveNodes(graph);
    List<GraphNode> nodes = live.of(wanted());
    requireKnown(nodes);
    return new Run(nodes, live.notes()).result();
  }

  private void requireKnown(List<GraphNode> nodes)
      throws MalformedGraphException, UnsupportedGraphException {
    Map<String, Integer> unknown = new TreeMap<>();
    List<String> functions = graph.functions();
    for (GraphNode node : nodes) {
      if (functions.contains(node.operator())) {
        unknown.merge(node.operator() + ": a function of the file", 1, Integer::sum);
      } else if (!RULES.containsKey(node.operator()) && !isInput(node)) {
        unknown.merge(node.operator(), 1, Integer::sum);
      }
    }
    if (!unknown.isEmpty()) {
      throw new UnsupportedGraphException(unknown);
    }
  }

  private static boolean isInput(GraphNode node) {
    return node.operator().equals("Placeholder");
  }

  private static List<Tensor> constant(Step step) throws Refusal, MalformedGraphException {
    Optional<TensorData> value = step.node().tensor("value");
    if (value.isEmpty()) {
      throw new MalformedGraphException("the constant '" + step.name() + "' has no value");
    }
    if (value.get().type() == ElementType.OTHER) {
      throw new Refusal("of a type that is not supported");
    }
    return List.of(Tensor.constant(step.name(), value.get()));
  }

  /** One conversion. */
  private final class Run {
    private final OnnxGraph onnx;
    private final Emitter out;
    private final List<GraphNode> nodes;
    private final Map<String, List<Tensor>> done = new HashMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> inputs = new ArrayList<>();

    Run(List<GraphNode> nodes, List<String> notes) {
      this.onnx =
          OnnxGraph.create("graph", OPERATOR_SET, "matting4j TensorFlow converter " + VERSION);
      this.out = new Emitter(onnx);
      this.nodes = nodes;
      notes.forEach(out::note);
      outputs.values().forEach(onnx::freshName); // nothing else may take them
    }

    Conversion<TensorFlowReport> result()
        throws MalformedGraphException, UnsupportedGraphException {
      for (GraphNode node : nodes) {
        done.put(node.name(), converted(node));
      }
      if (!refused.isEmpty()) {
        throw new UnsupportedGraphException(refused);
      }
      for (Map.Entry<String, String> output : outputs.entrySet()) {
        Tensor tensor = tensor(Edge.of(output.getKey()));
        out.alias(out.plain(tensor), output.getValue());
        onnx.addOutput(
            output.getValue(),
            tensor.type().onnx(),
            tensor.shape().hasRank() ? Optional.of(tensor.shape().dims()) : Optional.empty());
      }
      Map<String, Integer> operators = out.finish();
      onnx.addMetadata("matting4j.converter.version", Integer.toString(VERSION));
      onnx.addMetadata("matting4j.source.sha256", graph.sha256());
      return new Conversion<>(
          onnx,
          new TensorFlowReport(
              inputs,
              List.copyOf(outputs.values()),
              graph.size(),
              nodes.size(),
              operators,
              out.notes()));
    }

    private Tensor tensor(Edge edge) throws MalformedGraphException {
      List<Tensor> tensors = done.get(edge.node());
      if (tensors == null || edge.index() >= tensors.size()) {
        throw new MalformedGraphException("there is no output '" + edge + "'");
      }
      return tensors.get(edge.index());
    }

    private List<Tensor> converted(GraphNode node) throws MalformedGraphException {
      if (isInput(node)) {
        return List.of(input(node));
      }
      List<Tensor> read = new ArrayList<>();
      for (Edge edge : node.inputs()) {
        List<Tensor> tensors = done.getOrDefault(edge.node(), List.of());
        if (tensors.size() == 1 && tensors.get(0).isUnsupported()) {
          return List.of(Tensor.unsupported(node.name())); // it was named already
        }
        read.add(tensor(edge));
      }
      OperatorRule rule = RULES.get(node.operator());
      if (rule == null) {
        throw new IllegalStateException("checked before: " + node);
      }
      try {
        return rule.convert(new Step(node, read, out));
      } catch (Refusal refusal) {
        refused.merge(node.operator() + ": " + refusal.getMessage(), 1, Integer::sum);
        return List.of(Tensor.unsupported(node.name()));
      }
    }

    private Tensor input(GraphNode node) throws MalformedGraphException {
      ElementType type = node.type("dtype", ElementType.OTHER);
      long[] stated = shapes.get(node.name());
      Shape own = node.shape("shape");
      Shape shape = own.hasRank() || stated == null ? own : Shape.of(stated);
      if (type == ElementType.OTHER || !shape.hasRank()) {
        refused.merge("Placeholder: of unknown type or rank", 1, Integer::sum);
        return Tensor.unsupported(node.name());
      }
      String name = onnx.freshName(node.name());
      onnx.addInput(name, type.onnx(), shape.dims());
      inputs.add(name);
      return Tensor.plain(node.name(), type, shape, name);
    }
  }
}
