package io.github.matting4j.convert.tensorflow.program;

import io.github.matting4j.convert.hash.FileHash;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A frozen TensorFlow graph ({@code GraphDef}): its nodes, read without TensorFlow. The weights
 * stay in the bytes of the file. Immutable and thread-safe, as long as those bytes do not change.
 */
public final class TensorFlowGraph {
  private static final int NODE = 1;
  private static final int LIBRARY = 2;
  private static final int LAST_FIELD = 4;

  private final Map<String, GraphNode> nodes;
  private final WireMessage file;
  private final String sha256;

  private TensorFlowGraph(Map<String, GraphNode> nodes, WireMessage file, String sha256) {
    this.nodes = nodes;
    this.file = file;
    this.sha256 = sha256;
  }

  /**
   * Reads a file, typically {@code *.pb}. Which operations it uses, and whether all their inputs
   * are there, is checked by the converter.
   *
   * @param file all bytes of it, which are not copied and must not change
   * @throws MalformedGraphException if it is not a complete {@code GraphDef}
   */
  public static TensorFlowGraph read(byte[] file) throws MalformedGraphException {
    WireMessage message = WireMessage.parse(ByteBuffer.wrap(file));
    Map<String, GraphNode> nodes = new LinkedHashMap<>();
    for (WireField field : message.fields()) {
      if (field.number() > LAST_FIELD) {
        throw new MalformedGraphException("a field " + field.number() + " that no graph has");
      }
      if (field.number() == NODE) {
        GraphNode node = GraphNode.read(field.message());
        if (nodes.put(node.name(), node) != null) {
          throw new MalformedGraphException("the node '" + node.name() + "' is there twice");
        }
      }
    }
    if (nodes.isEmpty()) {
      throw new MalformedGraphException("a graph without nodes");
    }
    return new TensorFlowGraph(nodes, message, FileHash.of(file));
  }

  /** SHA-256 of the file, 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** The number of nodes, constants included. */
  public int size() {
    return nodes.size();
  }

  /** Whether there is a node of this name. */
  public boolean has(String node) {
    return nodes.containsKey(node);
  }

  /** The operation of a node, such as {@code Conv2D}; empty if there is no such node. */
  public Optional<String> operator(String node) {
    return Optional.ofNullable(nodes.get(node)).map(GraphNode::operator);
  }

  /**
   * The tensors that a node reads, as {@code node} or {@code node:1}; empty if there is no such
   * node.
   */
  public List<String> inputs(String node) {
    GraphNode found = nodes.get(node);
    return found == null
        ? List.of()
        : found.inputs().stream().map(GraphNode.Edge::toString).toList();
  }

  /** How often each operation occurs. */
  public Map<String, Integer> operators() {
    Map<String, Integer> counts = new TreeMap<>();
    nodes.values().forEach(node -> counts.merge(node.operator(), 1, Integer::sum));
    return counts;
  }

  /** The names of all operations that the graph defines itself. */
  public List<String> functions() throws MalformedGraphException {
    List<String> names = new ArrayList<>();
    for (WireMessage library : file.messages(LIBRARY)) {
      for (WireMessage function : library.messages(1)) {
        for (WireMessage signature : function.messages(1)) {
          names.add(signature.text(1));
        }
      }
    }
    return names;
  }

  /** A node that has to be there. */
  public GraphNode require(String name) throws MalformedGraphException {
    GraphNode node = nodes.get(name);
    if (node == null) {
      throw new MalformedGraphException("the node '" + name + "' is used and not there");
    }
    return node;
  }
}
