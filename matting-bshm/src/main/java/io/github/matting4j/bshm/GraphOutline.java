package io.github.matting4j.bshm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of a TensorFlow graph, read without TensorFlow: what a file is can be told, and most
 * broken ones refused, before native code sees it. Immutable.
 */
final class GraphOutline {
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
   * @throws IllegalArgumentException if the bytes are none
   */
  static GraphOutline read(byte[] graph) {
    List<Node> nodes = new ArrayList<>();
    Set<String> used = new HashSet<>();
    WireReader reader = new WireReader(graph);
    while (reader.next()) {
      if (reader.is(1, WireReader.LENGTH_DELIMITED)) {
        nodes.add(node(reader.message(), used));
      } else if (reader.field() > 4 || reader.field() == 1) {
        throw new IllegalArgumentException("a field " + reader.field() + " that no graph has");
      } else {
        reader.skip();
      }
    }
    return new GraphOutline(nodes, used);
  }

  private static Node node(WireReader reader, Set<String> used) {
    String name = "";
    String operator = "";
    String type = "";
    while (reader.next()) {
      if (reader.is(1, WireReader.LENGTH_DELIMITED)) {
        name = reader.text();
      } else if (reader.is(2, WireReader.LENGTH_DELIMITED)) {
        operator = reader.text();
      } else if (reader.is(3, WireReader.LENGTH_DELIMITED)) {
        used.add(producer(reader.text()));
      } else if (reader.is(5, WireReader.LENGTH_DELIMITED)) {
        String found = type(reader.message());
        type = found.isEmpty() ? type : found;
      } else {
        reader.skip();
      }
    }
    if (name.isEmpty() || operator.isEmpty()) {
      throw new IllegalArgumentException("a node without name or operation");
    }
    return new Node(name, operator, type);
  }

  /** The node that makes an input written as {@code node}, {@code node:1} or {@code ^node}. */
  private static String producer(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.lastIndexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** The type in an attribute that says what the node gives; empty for another attribute. */
  private static String type(WireReader entry) {
    String key = "";
    String type = "";
    while (entry.next()) {
      if (entry.is(1, WireReader.LENGTH_DELIMITED)) {
        key = entry.text();
      } else if (entry.is(2, WireReader.LENGTH_DELIMITED)) {
        WireReader value = entry.message();
        while (value.next()) {
          if (value.is(6, WireReader.VARINT)) {
            type = typeName(value.varint());
          } else {
            value.skip();
          }
        }
      } else {
        entry.skip();
      }
    }
    return key.equals("dtype") || key.equals("DstT") || key.equals("T") ? type : "";
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
