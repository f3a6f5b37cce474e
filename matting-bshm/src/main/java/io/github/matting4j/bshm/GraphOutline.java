package io.github.matting4j.bshm;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of a TensorFlow graph, read without TensorFlow, so that foreign and damaged files are
 * refused before native code reads them. Immutable.
 */
final class GraphOutline {
  private static final int GRAPH_NODE = 1;
  private static final int LAST_GRAPH_FIELD = 4;
  private static final int NODE_NAME = 1;
  private static final int NODE_OPERATOR = 2;
  private static final int NODE_INPUT = 3;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;
  private static final int VALUE_TYPE = 6;

  /** Attributes that name the element type of a node's output. */
  private static final Set<String> TYPE_ATTRIBUTES = Set.of("dtype", "DstT", "T");

  private static final List<String> TYPES =
      List.of(
          "none",
          "float",
          "double",
          "int32",
          "uint8",
          "int16",
          "int8",
          "string",
          "complex64",
          "int64",
          "bool");

  private final List<Node> nodes;
  private final Set<String> used;

  /**
   * One node.
   *
   * @param name its name
   * @param operator what it computes
   * @param type the element type that its attributes name; empty if none
   */
  record Node(String name, String operator, String type) {
    @Override
    public String toString() {
      return name + " (" + operator + (type.isEmpty() ? "" : ", " + type) + ")";
    }
  }

  private GraphOutline(List<Node> nodes, Set<String> used) {
    this.nodes = List.copyOf(nodes);
    this.used = Set.copyOf(used);
  }

  /**
   * Reads a {@code GraphDef}.
   *
   * @throws MalformedGraphException if the bytes are not one
   */
  static GraphOutline read(byte[] graph) throws MalformedGraphException {
    WireMessage message = WireMessage.parse(ByteBuffer.wrap(graph));
    for (WireField field : message.fields()) {
      if (field.number() > LAST_GRAPH_FIELD) {
        throw new MalformedGraphException("a field " + field.number() + " that no graph has");
      }
    }
    List<Node> nodes = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (WireMessage node : message.messages(GRAPH_NODE)) {
      nodes.add(node(node));
      node.texts(NODE_INPUT).forEach(input -> used.add(producer(input)));
    }
    return new GraphOutline(nodes, used);
  }

  private static Node node(WireMessage message) throws MalformedGraphException {
    String name = message.text(NODE_NAME);
    String operator = message.text(NODE_OPERATOR);
    if (name.isEmpty() || operator.isEmpty()) {
      throw new MalformedGraphException("a node without name or operation");
    }
    String type = "";
    for (WireMessage attribute : message.messages(NODE_ATTRIBUTE)) {
      if (TYPE_ATTRIBUTES.contains(attribute.text(ENTRY_KEY))) {
        for (WireMessage value : attribute.messages(ENTRY_VALUE)) {
          type = value.has(VALUE_TYPE) ? typeName(value.integer(VALUE_TYPE, 0)) : type;
        }
      }
    }
    return new Node(name, operator, type);
  }

  /** The node that makes an input written as {@code node}, {@code node:1} or {@code ^node}. */
  private static String producer(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.lastIndexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static String typeName(long code) {
    return code >= 0 && code < TYPES.size() ? TYPES.get((int) code) : "type " + code;
  }

  int size() {
    return nodes.size();
  }

  Optional<Node> find(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** What a run can be fed. */
  List<Node> placeholders() {
    return nodes.stream().filter(node -> node.operator().startsWith("Placeholder")).toList();
  }

  /** What no other node uses: what a run can be asked for. */
  List<Node> ends() {
    return nodes.stream()
        .filter(node -> !used.contains(node.name()) && !node.operator().equals("Const"))
        .filter(node -> !node.operator().startsWith("Placeholder"))
        .toList();
  }

  /** The nodes whose operation is one of these. */
  List<Node> of(Set<String> operators) {
    return nodes.stream().filter(node -> operators.contains(node.operator())).toList();
  }
}
