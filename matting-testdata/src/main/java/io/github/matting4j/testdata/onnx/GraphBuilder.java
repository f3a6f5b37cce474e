package io.github.matting4j.testdata.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Collects nodes, constants, inputs and outputs into an {@link OnnxModel}. Values are known by
 * their tensor name; nodes must be added in the order in which they can be computed. Not
 * thread-safe.
 */
public final class GraphBuilder {

  private final String name;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Node> producers = new HashMap<>();
  private final List<Initializer> initializers = new ArrayList<>();
  private final Map<String, String> sharedConstants = new LinkedHashMap<>();
  private final WireBuffer inputs = new WireBuffer();
  private final WireBuffer outputs = new WireBuffer();

  /** An empty graph; {@code name} is only seen in tools. */
  public GraphBuilder(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /** Declares a graph input and returns its name. */
  public String input(String tensor, ElementType type, Dim... dims) {
    inputs.message(11, valueInfo(tensor, type, dims));
    return tensor;
  }

  /** Declares {@code tensor}, made by a node or an input, to be a graph output. */
  public void output(String tensor, ElementType type, Dim... dims) {
    outputs.message(12, valueInfo(tensor, type, dims));
  }

  /** Adds a node with one output and returns the output's generated name. */
  public String node(String operator, List<String> operands, Attribute... attributes) {
    String label = operator + "_" + nodes.size();
    return nodes(operator, operands, List.of(label + ".out"), attributes).get(0);
  }

  /** Adds a node with the named outputs and returns their names. */
  public List<String> nodes(
      String operator, List<String> operands, List<String> results, Attribute... attributes) {
    Node node = new Node(operator, operator + "_" + nodes.size(), operands, results, attributes);
    nodes.add(node);
    for (String result : results) {
      producers.put(result, node);
    }
    return results;
  }

  /**
   * Gives the value {@code from}, which some node makes and no node has used yet, the name {@code
   * to}.
   */
  public void rename(String from, String to) {
    Node producer = producers.remove(from);
    if (producer == null || nodes.stream().anyMatch(node -> node.operands.contains(from))) {
      throw new IllegalArgumentException(
          from + " cannot be renamed: no node makes it, or another node already uses it");
    }
    producer.results.replaceAll(result -> result.equals(from) ? to : result);
    producers.put(to, producer);
  }

  /** A one-dimensional constant of 64-bit integers; equal constants are stored once. */
  public String ints(long... values) {
    return sharedConstants.computeIfAbsent(
        "ints" + Arrays.toString(values),
        key -> constant(ElementType.INT64, sink -> putAll(sink, values), values.length));
  }

  /** A constant 64-bit integer of rank 0; equal constants are stored once. */
  public String scalar(long value) {
    return sharedConstants.computeIfAbsent(
        "long" + value, key -> constant(ElementType.INT64, sink -> sink.putLong(value)));
  }

  /** A constant float of rank 0; equal constants are stored once. */
  public String scalar(float value) {
    return sharedConstants.computeIfAbsent(
        "float" + value, key -> constant(ElementType.FLOAT, TensorPayload.of(value)));
  }

  /** A one-dimensional constant of floats; equal constants are stored once. */
  public String floats(float... values) {
    return sharedConstants.computeIfAbsent(
        "floats" + Arrays.toString(values),
        key -> constant(ElementType.FLOAT, sink -> putAll(sink, values), values.length));
  }

  /** A named constant tensor of any rank, its elements made while the file is written. */
  public String tensor(String tensor, ElementType type, TensorPayload payload, long... dims) {
    initializers.add(new Initializer(tensor, type, dims, payload));
    return tensor;
  }

  /** A named constant tensor of floats. */
  public String tensor(String tensor, float[] values, long... dims) {
    return tensor(tensor, ElementType.FLOAT, sink -> putAll(sink, values), dims);
  }

  /** The finished model; the builder may be used on, without effect on what it built before. */
  public OnnxModel build() {
    return new OnnxModel(head(), initializers, tail(), nodes.size());
  }

  /** The whole graph as one message, for use inside an attribute. */
  WireBuffer inlineGraph() {
    if (!initializers.isEmpty()) {
      throw new IllegalStateException("an inner graph takes its constants from the outer graph");
    }
    return head().append(tail());
  }

  private WireBuffer head() {
    WireBuffer head = new WireBuffer();
    nodes.forEach(node -> head.message(1, node.toProto()));
    return head.string(2, name);
  }

  private WireBuffer tail() {
    return new WireBuffer().append(inputs).append(outputs);
  }

  private String constant(ElementType type, TensorPayload payload, long... dims) {
    return tensor("constant_" + sharedConstants.size(), type, payload, dims);
  }

  private static void putAll(TensorSink sink, long[] values) throws IOException {
    for (long value : values) {
      sink.putLong(value);
    }
  }

  private static void putAll(TensorSink sink, float[] values) throws IOException {
    for (float value : values) {
      sink.putFloat(value);
    }
  }

  private static WireBuffer valueInfo(String tensor, ElementType type, Dim... dims) {
    WireBuffer shape = new WireBuffer();
    for (Dim dim : dims) {
      shape.message(1, dim.toProto());
    }
    WireBuffer tensorType = new WireBuffer().varint(1, type.code()).message(2, shape);
    return new WireBuffer().string(1, tensor).message(2, new WireBuffer().message(1, tensorType));
  }

  private static final class Node {
    private final String operator;
    private final String label;
    private final List<String> operands;
    private final List<String> results;
    private final List<Attribute> attributes;

    Node(
        String operator,
        String label,
        List<String> operands,
        List<String> results,
        Attribute... attributes) {
      this.operator = operator;
      this.label = label;
      this.operands = List.copyOf(operands);
      this.results = new ArrayList<>(results);
      this.attributes = List.of(attributes);
    }

    WireBuffer toProto() {
      WireBuffer proto = new WireBuffer();
      operands.forEach(operand -> proto.string(1, operand));
      results.forEach(result -> proto.string(2, result));
      proto.string(3, label).string(4, operator);
      attributes.forEach(attribute -> proto.message(5, attribute.toProto()));
      return proto;
    }
  }
}
