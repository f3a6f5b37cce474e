package io.github.matting4j.convert.paddle.emit;

import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.WireField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Adds nodes and constants to a graph under names of their own. Not thread-safe. */
public final class GraphBuilder {
  private final OnnxGraph graph;
  private final SizeNodes sizeNodes;
  private final Map<Float, String> scalars = new HashMap<>();
  private final Map<String, String> shared = new HashMap<>();

  public GraphBuilder(OnnxGraph graph) {
    this.graph = graph;
    this.sizeNodes = new SizeNodes(graph);
  }

  /** Adds an input of this name. */
  public void input(String name, int type, long... dims) {
    graph.freshName(name); // nothing else may take it
    graph.addInput(name, type, dims);
  }

  /** A new node; the name of its result, which is the preferred one unless that is taken. */
  public String node(
      String preferredName, String operator, List<String> inputs, WireField... attributes) {
    String name = graph.freshName(preferredName);
    graph.append(List.of(Node.of(operator, inputs, name, attributes)));
    return name;
  }

  /** A new node; the name of its result. */
  public String temp(String operator, List<String> inputs, WireField... attributes) {
    return node("matting4j." + operator, operator, inputs, attributes);
  }

  /** A new node, unless the same was made before under this key. */
  public String shared(String key, Supplier<String> maker) {
    String known = shared.get(key);
    if (known == null) {
      known = maker.get();
      shared.put(key, known);
    }
    return known;
  }

  /** A 32-bit float of rank 0. */
  public String scalar(float value) {
    return scalars.computeIfAbsent(
        value,
        v ->
            graph
                .add(Constant.floats(graph.freshName("matting4j.scalar"), new float[] {v}))
                .name());
  }

  /** A constant of 32-bit floats. */
  public String floats(float[] values, long... dims) {
    return graph.add(Constant.floats(graph.freshName("matting4j.floats"), values, dims)).name();
  }

  /** A constant under a name of its own. */
  public String constant(String preferredName, Function<String, Constant> maker) {
    return graph.add(maker.apply(graph.freshName(preferredName))).name();
  }

  /** 64-bit integers of rank 1. */
  public String longs(List<Long> values) {
    return sizeNodes.constant(values);
  }

  /** 64-bit integers of rank 1. */
  public String longs(Long... values) {
    return longs(List.of(values));
  }

  /** Sizes as a tensor of 64-bit integers of rank 1. */
  public String sizes(List<Size> list) {
    return sizeNodes.list(list);
  }
}
