package io.github.matting4j.graph;

import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds large constants that a small file makes the engine build while opening it: the engine folds
 * everything that does not depend on the input, without a limit of size. Only sizes that are
 * written in the file are found, not computed ones. Stateless and thread-safe.
 */
public final class GraphLimits {
  /** Far above the constants of any matting network, far below what exhausts memory. */
  private static final long MAX_BYTES = 256L << 20;

  private static final long BYTES_PER_ELEMENT = 4;

  private GraphLimits() {}

  /**
   * Why the model is too large to be opened; empty if it is not.
   *
   * @param model an ONNX file
   * @return the rest of a sentence that begins with the name of the file
   * @throws MalformedGraphException if the file is not a complete ONNX model
   */
  public static Optional<String> excess(byte[] model) throws MalformedGraphException {
    OnnxGraph graph = OnnxGraph.parse(model);
    Map<String, Constant> values = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.is("Constant") && node.tensors().size() == 1) {
        values.put(node.output(), node.tensors().get(0));
      }
      Optional<Constant> shape = shape(node, graph, values);
      if (shape.isPresent() && bytes(shape.get()) > MAX_BYTES) {
        return Optional.of(
            "builds a constant of shape "
                + boxed(shape.get())
                + " ("
                + node.output()
                + "), more than the "
                + (MAX_BYTES >> 20)
                + " MiB that are allowed; the file is damaged or malicious");
      }
    }
    return Optional.empty();
  }

  /** The shape of a node's output, if the file states it. */
  private static Optional<Constant> shape(Node node, OnnxGraph graph, Map<String, Constant> values)
      throws MalformedGraphException {
    int at = node.is("ConstantOfShape") ? 0 : node.is("Expand") ? 1 : -1;
    if (at < 0 || node.inputs().size() <= at) {
      return Optional.empty();
    }
    String name = node.inputs().get(at);
    return graph
        .constant(name)
        .or(() -> Optional.ofNullable(values.get(name)))
        .filter(constant -> constant.type() == Constant.INT64);
  }

  private static long bytes(Constant shape) throws MalformedGraphException {
    long bytes = BYTES_PER_ELEMENT;
    for (long dim : shape.longs()) {
      if (dim > 0 && bytes > MAX_BYTES / dim) {
        return Long.MAX_VALUE;
      }
      bytes *= Math.max(0, dim);
    }
    return bytes;
  }

  private static List<Long> boxed(Constant shape) throws MalformedGraphException {
    return Arrays.stream(shape.longs()).boxed().toList();
  }
}
