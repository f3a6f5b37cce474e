package io.github.matting4j.graph;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import io.github.matting4j.graph.wire.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A mutable ONNX graph: nodes in the order of computation, constants, and the rest of the file,
 * which is written back unchanged. Not thread-safe.
 */
public final class OnnxGraph {
  /** The format of ONNX 1.8 and operator set 13. */
  private static final int FORMAT_VERSION = 7;

  private static final int MODEL_VERSION = 1;
  private static final int MODEL_PRODUCER = 2;
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPERATOR_SETS = 8;
  private static final int MODEL_METADATA = 14;
  private static final int NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int SPARSE_INITIALIZER = 15;

  private final WireMessage model;
  private final WireMessage graph;
  private final long operatorSet;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new HashMap<>();
  private final List<Constant> stored = new ArrayList<>();
  private final List<Constant> added = new ArrayList<>();
  private final List<WireField> addedInputs = new ArrayList<>();
  private final List<WireField> addedOutputs = new ArrayList<>();
  private final List<WireField> metadata = new ArrayList<>();
  private final Map<String, WireMessage> inputs = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<Long, String> integers = new HashMap<>();

  private OnnxGraph(WireMessage model) throws MalformedGraphException {
    this.model = model;
    List<WireMessage> graphs = model.messages(MODEL_GRAPH);
    if (graphs.size() != 1) {
      throw new MalformedGraphException("the file holds " + graphs.size() + " graphs, not one");
    }
    this.graph = graphs.get(0);
    this.operatorSet = operatorSet(model);
    for (WireMessage input : graph.messages(INPUT)) {
      inputs.put(define(ValueInfo.name(input)), input);
    }
    for (WireMessage output : graph.messages(OUTPUT)) {
      outputs.add(ValueInfo.name(output));
    }
    for (WireMessage message : graph.messages(INITIALIZER)) {
      Constant constant = Constant.of(message);
      stored.add(constant);
      if (!inputs.containsKey(constant.name())) { // else it is the default of an input
        constants.put(define(constant.name()), constant);
      }
    }
    for (WireMessage message : graph.messages(NODE)) {
      Node node = Node.of(message);
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          define(output);
        }
      }
      nodes.add(node);
      count(node, 1);
    }
    outputs.forEach(output -> uses.merge(output, 1, Integer::sum));
  }

  /** Reads a model; its weights stay in {@code bytes}, which must not change. */
  public static OnnxGraph parse(byte[] bytes) throws MalformedGraphException {
    return parse(ByteBuffer.wrap(bytes));
  }

  /** As {@link #parse(byte[])}, from position to limit; a mapped file need not fit the heap. */
  public static OnnxGraph parse(ByteBuffer bytes) throws MalformedGraphException {
    return new OnnxGraph(WireMessage.parse(bytes));
  }

  /**
   * An empty model that refers to no file.
   *
   * @param name of the graph
   * @param operatorSet version of ONNX's own operators that its nodes will follow
   * @param producer what wrote the model
   */
  public static OnnxGraph create(String name, long operatorSet, String producer) {
    WireMessage operators =
        WireMessage.of(WireWriter.text(1, ""), WireWriter.varint(2, operatorSet));
    WireMessage model =
        WireMessage.of(
            WireWriter.varint(MODEL_VERSION, FORMAT_VERSION),
            WireWriter.text(MODEL_PRODUCER, producer),
            WireField.of(MODEL_GRAPH, WireMessage.of(WireWriter.text(GRAPH_NAME, name))),
            WireField.of(MODEL_OPERATOR_SETS, operators));
    try {
      return new OnnxGraph(model);
    } catch (MalformedGraphException e) {
      throw new IllegalStateException("an empty model is well formed", e);
    }
  }

  private static long operatorSet(WireMessage model) throws MalformedGraphException {
    long version = 0;
    for (WireMessage set : model.messages(MODEL_OPERATOR_SETS)) {
      String domain = set.text(1);
      if (domain.isEmpty() || domain.equals("ai.onnx")) {
        version = set.integer(2, 0);
      }
    }
    return version;
  }

  private String define(String name) throws MalformedGraphException {
    if (!names.add(name)) {
      throw new MalformedGraphException("the value '" + name + "' is defined twice");
    }
    return name;
  }

  /** Version of ONNX's own operators that the nodes follow. */
  public long operatorSet() {
    return operatorSet;
  }

  /**
   * Whether the model is self-contained and supported: no external weights, no graphs within nodes
   * (they may use any outer value), no local functions, no sparse tensors, no training information.
   */
  public boolean isPlain() throws MalformedGraphException {
    for (Node node : nodes) {
      if (node.hasGraph() || anyExternal(node.tensors())) {
        return false;
      }
    }
    return !anyExternal(stored)
        && !graph.has(SPARSE_INITIALIZER)
        && model.fields().stream().allMatch(field -> field.number() <= MODEL_METADATA);
  }

  /** Whether weights are in other files; graphs within nodes are not examined. */
  public boolean hasExternalData() throws MalformedGraphException {
    for (Node node : nodes) {
      if (anyExternal(node.tensors())) {
        return true;
      }
    }
    return anyExternal(stored);
  }

  private static boolean anyExternal(Iterable<Constant> tensors) throws MalformedGraphException {
    for (Constant tensor : tensors) {
      if (tensor.isExternal()) {
        return true;
      }
    }
    return false;
  }

  /** The nodes, in an order in which they can be computed; a copy. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** A constant that no caller can override. */
  public Optional<Constant> constant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  /** The value's rank-4 shape has this many channels, if it is an input of floats that says so. */
  public OptionalLong inputChannels(String name) throws MalformedGraphException {
    WireMessage input = inputs.get(name);
    return input == null ? OptionalLong.empty() : ValueInfo.channels(input);
  }

  /**
   * What a caller must give, in the order of the file: the inputs of the file without those that
   * have a default.
   */
  public List<TensorInfo> declaredInputs() throws MalformedGraphException {
    Set<String> defaults = new HashSet<>();
    stored.forEach(constant -> defaults.add(constant.name()));
    List<TensorInfo> declared = declarations(INPUT);
    return declared.stream().filter(tensor -> !defaults.contains(tensor.name())).toList();
  }

  /** The outputs of the file, in its order. */
  public List<TensorInfo> declaredOutputs() throws MalformedGraphException {
    return declarations(OUTPUT);
  }

  private List<TensorInfo> declarations(int field) throws MalformedGraphException {
    List<TensorInfo> declared = new ArrayList<>();
    for (WireMessage info : graph.messages(field)) {
      declared.add(ValueInfo.tensor(info));
    }
    return declared;
  }

  /** The node that computes this value; empty for an input or a constant. */
  public Optional<Node> producer(String name) {
    return Optional.ofNullable(producers.get(name));
  }

  /** The name of the program that wrote the file; empty if it states none. */
  public String producerName() throws MalformedGraphException {
    return model.text(MODEL_PRODUCER);
  }

  public Set<String> inputNames() {
    return Set.copyOf(inputs.keySet());
  }

  /** The node that computes this value, if it is used exactly once. */
  public Optional<Node> soleProducer(String name) {
    return uses.getOrDefault(name, 0) == 1
        ? Optional.ofNullable(producers.get(name))
        : Optional.empty();
  }

  /** How often a value is used, by nodes or as an output of the graph. */
  public int uses(String name) {
    return uses.getOrDefault(name, 0);
  }

  /** The nodes that read a value. */
  public List<Node> consumers(String name) {
    return nodes.stream().filter(node -> node.inputs().contains(name)).toList();
  }

  /** Whether the value is an output of the graph. */
  public boolean isOutput(String name) {
    return outputs.contains(name);
  }

  /**
   * Adds an input under a name from {@link #freshName}.
   *
   * @param type of the elements, as ONNX numbers it
   * @param dims its sizes; a negative one is open
   */
  public void addInput(String name, long type, long... dims) {
    WireMessage input = ValueInfo.of(name, type, dims);
    inputs.put(name, input);
    addedInputs.add(WireField.of(INPUT, input));
  }

  /**
   * Adds a value to the outputs of the graph.
   *
   * @param type of the elements, as ONNX numbers it
   * @param dims its sizes if they are known; a negative one is open
   */
  public void addOutput(String name, long type, Optional<long[]> dims) {
    outputs.add(name);
    WireMessage output =
        dims.map(sizes -> ValueInfo.of(name, type, sizes))
            .orElseGet(() -> ValueInfo.ofAnyShape(name, type));
    addedOutputs.add(WireField.of(OUTPUT, output));
    uses.merge(name, 1, Integer::sum);
  }

  /** Adds a float value to the outputs of the graph. */
  public void addOutput(String name) {
    outputs.add(name);
    addedOutputs.add(WireField.of(OUTPUT, ValueInfo.floats(name)));
    uses.merge(name, 1, Integer::sum);
  }

  /** This name, with a number appended if it is in use. */
  public String freshName(String base) {
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + "." + i;
    }
    return name;
  }

  /** Adds a constant under a name from {@link #freshName}. */
  public Constant add(Constant constant) {
    constants.put(constant.name(), constant);
    added.add(constant);
    return constant;
  }

  /** The name of a constant that holds this one integer; equal ones are stored once. */
  public String integer(long value) {
    return integers.computeIfAbsent(
        value, v -> add(Constant.longs(freshName("matting4j.integer." + v), v)).name());
  }

  /** Replaces a node by others, or by none. */
  public void replace(Node old, List<Node> with) {
    int place = nodes.indexOf(old);
    nodes.remove(place);
    nodes.addAll(place, with);
    count(old, -1);
    with.forEach(node -> count(node, 1));
  }

  /** Adds an entry to the model's metadata. */
  public void addMetadata(String key, String value) {
    metadata.add(
        WireField.of(
            MODEL_METADATA, WireMessage.of(WireWriter.text(1, key), WireWriter.text(2, value))));
  }

  /** Appends nodes. */
  public void append(List<Node> more) {
    nodes.addAll(more);
    more.forEach(node -> count(node, 1));
  }

  private void count(Node node, int step) {
    node.inputs().forEach(input -> uses.merge(input, step, Integer::sum));
    for (String output : node.outputs()) {
      if (step > 0) {
        producers.put(output, node);
      } else {
        producers.remove(output, node);
      }
    }
  }

  /** Whether it is used, or a caller may override it. */
  private boolean isUsed(Constant constant) {
    return uses.getOrDefault(constant.name(), 0) > 0 || inputs.containsKey(constant.name());
  }

  /** The model as the bytes of a file. */
  public byte[] toBytes() throws MalformedGraphException {
    return toMessage().toBytes();
  }

  /**
   * Writes the model as a file, one tensor at a time.
   *
   * @throws IOException if the stream cannot take it
   */
  public void writeTo(OutputStream out) throws MalformedGraphException, IOException {
    toMessage().writeTo(out);
  }

  private WireMessage toMessage() throws MalformedGraphException {
    List<WireField> fields = new ArrayList<>();
    nodes.forEach(node -> fields.add(WireField.of(NODE, node.message())));
    for (WireField field : graph.fields()) {
      boolean stays =
          switch (field.number()) {
            case NODE -> false;
            case INITIALIZER -> isUsed(Constant.of(field.message()));
            default -> true;
          };
      if (stays) {
        fields.add(field);
      }
    }
    for (Constant constant : added) {
      if (isUsed(constant)) {
        fields.add(WireField.of(INITIALIZER, constant.message()));
      }
    }
    fields.addAll(addedInputs);
    fields.addAll(addedOutputs);
    WireField rewritten = WireField.of(MODEL_GRAPH, new WireMessage(fields));
    List<WireField> all = new ArrayList<>();
    for (WireField field : model.fields()) {
      all.add(field.number() == MODEL_GRAPH ? rewritten : field);
    }
    all.addAll(metadata);
    return new WireMessage(all);
  }
}
