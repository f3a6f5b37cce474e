package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.ElementType;
import io.github.matting4j.convert.tensorflow.program.TensorData;
import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the nodes of the ONNX graph that is being made, and brings tensors from one order of
 * axes to the other when a rule requests the one that is absent. Not thread-safe.
 */
final class Emitter {
  private final OnnxGraph graph;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> shared = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  Emitter(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Something that the user should know of the result; said once. */
  void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  List<String> notes() {
    return notes;
  }

  /** Adds a node with one output and returns the output's name, {@code wish} if that is free. */
  String node(String operator, String wish, List<String> inputs, WireField... attributes) {
    String output = graph.freshName(wish);
    nodes.add(Node.of(operator, inputs, output, attributes));
    return output;
  }

  /** Adds a node with several outputs. */
  List<String> nodes(
      String operator, String wish, int count, List<String> inputs, WireField... attributes) {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(graph.freshName(i == 0 ? wish : wish + ":" + i));
    }
    nodes.add(Node.of(operator, inputs, outputs, attributes));
    return outputs;
  }

  /** Adds a node that gives a value this very name, which was reserved. */
  void alias(String value, String name) {
    nodes.add(Node.of("Identity", List.of(value), name));
  }

  /** A constant list of 64-bit integers; equal ones are stored once. */
  String longs(long... values) {
    return shared.computeIfAbsent(
        "int64 " + Arrays.toString(values),
        key -> constant("integers", TensorData.integers(ElementType.INT64, false, values)));
  }

  /** A constant number of rank 0; equal ones are stored once. */
  String scalar(ElementType type, double value) {
    return shared.computeIfAbsent(
        type + " " + value, key -> constant("number", TensorData.scalar(type, value)));
  }

  /** A constant. */
  String constant(String wish, TensorData data) {
    return graph
        .add(
            Constant.deferred(
                graph.freshName(wish), data.type().onnx(), data.length(), data::bytes, data.dims()))
        .name();
  }

  /** The value with TensorFlow's order of axes. */
  String plain(Tensor tensor) {
    if (tensor.plain == null) {
      TensorData data = tensor.constant();
      tensor.plain =
          data != null
              ? constant(tensor.name(), data)
              : transpose(tensor.name(), required(tensor.channelsFirst), 0, 2, 3, 1);
    }
    return required(tensor.plain);
  }

  /** The value with its last axis moved to the second place; of rank 4. */
  String channelsFirst(Tensor tensor) {
    if (tensor.channelsFirst == null) {
      TensorData data = tensor.constant();
      tensor.channelsFirst =
          data != null && data.dims().length == 4
              ? constant(tensor.name() + "/first", channelsFirst(data))
              : transpose(tensor.name() + "/first", plain(tensor), 0, 3, 1, 2);
    }
    return required(tensor.channelsFirst);
  }

  private static String required(@Nullable String value) {
    if (value == null) {
      throw new IllegalStateException("a tensor without a value");
    }
    return value;
  }

  /** The elements of a constant of rank 4 with channels first. */
  static TensorData channelsFirst(TensorData data) {
    long[] d = data.dims();
    TensorData swapped = data; // within each picture: positions by channels becomes the reverse
    if (d[0] == 1) {
      swapped = data.reversed((int) (d[1] * d[2]), 1, (int) d[3], 1, d[3], d[1], d[2]);
    } else if (d[1] * d[2] == 1 || d[3] == 1) {
      swapped = data.reshaped(d[0], d[3], d[1], d[2]);
    } else {
      throw new IllegalArgumentException("a constant batch of pictures");
    }
    return swapped;
  }

  String transpose(String wish, String value, long... order) {
    return node("Transpose", wish, List.of(value), Node.attribute("perm", boxed(order)));
  }

  /** The value converted to another element type. */
  String cast(String wish, String value, ElementType to) {
    return node("Cast", wish, List.of(value), Node.attribute("to", to.onnx()));
  }

  /** The integers of a tensor as 64-bit ones, as ONNX requires sizes. */
  String sizes(Tensor tensor) {
    long[] known = tensor.knownIntegers();
    if (known != null) {
      return longs(known);
    }
    return tensor.type() == ElementType.INT64
        ? plain(tensor)
        : cast(tensor.name() + "/int64", plain(tensor), ElementType.INT64);
  }

  static List<Long> boxed(long... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Puts the nodes that the outputs need into the graph, and counts them by operation. */
  Map<String, Integer> finish() {
    Set<String> needed = new HashSet<>();
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(name -> graph.isOutput(name) || needed.contains(name))) {
        needed.addAll(node.inputs());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    graph.append(kept);
    Map<String, Integer> counts = new TreeMap<>();
    kept.forEach(node -> counts.merge(node.operator(), 1, Integer::sum));
    return counts;
  }
}
