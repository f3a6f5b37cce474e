package io.github.matting4j.convert.tensorflow.program;

import io.github.matting4j.convert.tensorflow.program.GraphNode.Edge;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that wanted outputs depend on, in an order in which they can be computed. Branches that
 * a constant predicate turns off are left out, and so is what only has to run before, such as
 * assertions. Not thread-safe.
 */
public final class LiveNodes {
  private final TensorFlowGraph graph;
  private final Map<String, GraphNode> rewritten = new HashMap<>();

  /** Truth values that are known, by node. */
  private final Map<String, Boolean> predicates = new HashMap<>();

  /** Nodes that are never computed, with all of their outputs. */
  private final Set<String> dead = new HashSet<>();

  /** The outputs of switches that are off. */
  private final Set<Edge> off = new HashSet<>();

  private final List<String> notes = new ArrayList<>();

  public LiveNodes(TensorFlowGraph graph) {
    this.graph = graph;
  }

  /** What the user should know of the choices made here. */
  public List<String> notes() {
    return notes;
  }

  /**
   * The nodes that these need, themselves included, inputs before their readers.
   *
   * @throws MalformedGraphException if a node is missing or the graph has a cycle
   */
  public List<GraphNode> of(List<Edge> wanted) throws MalformedGraphException {
    List<String> roots = wanted.stream().map(Edge::node).toList();
    for (String name : order(roots, true)) {
      judge(graph.require(name));
    }
    List<GraphNode> live = new ArrayList<>();
    for (String name : order(roots, false)) {
      live.add(node(name));
    }
    return live;
  }

  /** The node as it is to be converted. */
  private GraphNode node(String name) throws MalformedGraphException {
    GraphNode known = rewritten.get(name);
    if (known != null) {
      return known;
    }
    GraphNode node = graph.require(name);
    if (node.operator().equals("Merge")) {
      node = merged(node);
    } else if (node.operator().equals("Switch") && node.inputs().size() == 2) {
      node = switched(node);
    } else {
      Optional<GraphNode> dilated = DilatedConvolution.of(node, graph);
      node = dilated.orElse(node);
    }
    rewritten.put(name, node);
    return node;
  }

  /** A merge of which one input is alive is that input. */
  private GraphNode merged(GraphNode merge) {
    List<Edge> alive = merge.inputs().stream().filter(edge -> !isDead(edge)).toList();
    return alive.size() == 1 && alive.size() < merge.inputs().size()
        ? new GraphNode(merge.name(), "Identity", alive, List.of(), merge.attributes())
        : merge;
  }

  /** A switch whose predicate is known is its input. */
  private GraphNode switched(GraphNode node) {
    return predicates.containsKey(node.inputs().get(1).node())
        ? new GraphNode(
            node.name(), "Switch", node.inputs().subList(0, 1), List.of(), node.attributes())
        : node;
  }

  /** Depth first, without recursion: graphs are thousands of nodes deep. */
  private List<String> order(List<String> roots, boolean everything)
      throws MalformedGraphException {
    List<String> order = new ArrayList<>();
    Set<String> done = new HashSet<>();
    Set<String> open = new HashSet<>();
    Deque<String> stack = new ArrayDeque<>();
    for (String root : roots) {
      stack.push(root);
      while (!stack.isEmpty()) {
        String name = stack.peek();
        if (done.contains(name)) {
          stack.pop();
        } else if (open.contains(name)) {
          stack.pop();
          open.remove(name);
          done.add(name);
          order.add(name);
        } else {
          open.add(name);
          for (String before : before(name, everything)) {
            if (open.contains(before)) {
              throw new MalformedGraphException(
                  "the node '" + before + "' depends on itself, as in a loop");
            }
            if (!done.contains(before)) {
              stack.push(before);
            }
          }
        }
      }
    }
    return order;
  }

  private List<String> before(String name, boolean everything) throws MalformedGraphException {
    GraphNode node = everything ? graph.require(name) : node(name);
    List<String> names = new ArrayList<>();
    for (Edge input : node.inputs()) {
      names.add(input.node());
    }
    if (everything) {
      names.addAll(node.control());
    }
    return names;
  }

  /** Finds out whether a node is ever computed, and the value of a predicate. */
  private void judge(GraphNode node) throws MalformedGraphException {
    boolean merge = node.operator().equals("Merge");
    if (merge ? isDeadMerge(node) : isDead(node)) {
      dead.add(node.name());
      return;
    }
    if (node.operator().equals("Switch") && node.inputs().size() == 2) {
      Boolean predicate = predicates.get(node.inputs().get(1).node());
      if (predicate != null) {
        off.add(new Edge(node.name(), predicate ? 0 : 1));
      }
    }
    Boolean value = truth(node);
    if (value != null) {
      predicates.put(node.name(), value);
    }
  }

  private boolean isDeadMerge(GraphNode merge) {
    return !merge.inputs().isEmpty() && merge.inputs().stream().allMatch(this::isDead);
  }

  private boolean isDead(GraphNode node) {
    return node.inputs().stream().anyMatch(this::isDead)
        || node.control().stream().anyMatch(dead::contains);
  }

  private boolean isDead(Edge edge) {
    return dead.contains(edge.node()) || off.contains(edge);
  }

  private @Nullable Boolean truth(GraphNode node) throws MalformedGraphException {
    List<Boolean> known = node.inputs().stream().map(edge -> predicates.get(edge.node())).toList();
    return switch (node.operator()) {
      case "Const" -> constant(node);
      case "PlaceholderWithDefault" -> assumed(node, known);
      case "Identity", "Switch" -> known.isEmpty() ? null : known.get(0);
      case "LogicalNot" -> negated(known);
      case "LogicalAnd" ->
          known.contains(false) ? Boolean.FALSE : known.contains(null) ? null : Boolean.TRUE;
      case "LogicalOr" ->
          known.contains(true) ? Boolean.TRUE : known.contains(null) ? null : Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable Boolean negated(List<Boolean> known) {
    Boolean value = known.isEmpty() ? null : known.get(0);
    return value == null ? null : !value;
  }

  private @Nullable Boolean assumed(GraphNode node, List<Boolean> known) {
    Boolean value = known.isEmpty() ? null : known.get(0);
    if (value != null) {
      notes.add("the switch '" + node.name() + "' is taken at its default, " + value);
    }
    return value;
  }

  private static @Nullable Boolean constant(GraphNode node) throws MalformedGraphException {
    if (node.type("dtype", ElementType.OTHER) != ElementType.BOOL) {
      return null;
    }
    Optional<TensorData> value = node.tensor("value");
    if (value.isEmpty() || value.get().type() != ElementType.BOOL || value.get().count() != 1) {
      return null;
    }
    return value.get().integers()[0] != 0;
  }
}
