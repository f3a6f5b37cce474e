package io.github.matting4j.bshm;

import io.github.matting4j.graph.tensorflow.program.TensorFlowGraph;
import java.util.List;

/**
 * Finds the alpha in a frozen graph before it is cut to whole levels: the published graph ends with
 * a conversion to bytes of red, green, blue and alpha joined.
 */
final class AlphaCut {
  private static final int MAX_STEPS = 8;

  private AlphaCut() {}

  /** The tensor of the float alpha, or the nearest to it that the graph has. */
  static String of(TensorFlowGraph graph, GraphSignature signature) {
    String output = signature.outputs().stream().filter(graph::has).findFirst().orElseThrow();
    String bytes = withoutIdentities(graph, output);
    if (!is(graph, bytes, "Cast")) {
      return output;
    }
    String floats = withoutIdentities(graph, graph.inputs(bytes).get(0));
    List<String> parts = graph.inputs(floats);
    boolean joined = is(graph, floats, "ConcatV2") && parts.size() > 2;
    return joined ? parts.get(parts.size() - 2) : floats; // the last input is the axis
  }

  private static boolean is(TensorFlowGraph graph, String node, String operator) {
    return graph.operator(node).filter(operator::equals).isPresent();
  }

  private static String withoutIdentities(TensorFlowGraph graph, String tensor) {
    String node = tensor;
    for (int i = 0; i < MAX_STEPS && is(graph, node, "Identity"); i++) {
      node = graph.inputs(node).get(0);
    }
    return node;
  }
}
