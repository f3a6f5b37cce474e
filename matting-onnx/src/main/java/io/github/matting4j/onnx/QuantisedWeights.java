package io.github.matting4j.onnx;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.quantise.Quantisation;
import io.github.matting4j.onnx.cpu.Processor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warnings about models with quantised weights. */
final class QuantisedWeights {
  /** ONNX's operators that make 8-bit integers or compute with them. */
  private static final Set<String> OPERATORS =
      Set.of(
          "QuantizeLinear",
          "DynamicQuantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "ConvInteger",
          "MatMulInteger");

  /** Metadata key of a kept graph: {@link #integerNodes} of the model that it was made of. */
  static final String INTEGER_NODES = "matting4j.integer-nodes";

  private static final String WRONG_MATTES =
      "this processor is not known to have 8-bit dot products, without which weights of ";

  private QuantisedWeights() {}

  /** The number of nodes that compute with 8-bit integers, and of all nodes: {@code 12 of 300}. */
  static String integerNodes(OnnxGraph graph) {
    long found = graph.nodes().stream().filter(n -> OPERATORS.contains(n.operator())).count();
    return found + " of " + graph.nodes().size();
  }

  /**
   * Sentences for the report about a graph that another tool quantised; none for another graph.
   *
   * @param integerNodes of a graph without a note of ours
   * @param processor runs the model
   */
  static List<String> warnings(String integerNodes, Processor processor) {
    if (integerNodes.startsWith("0 ")) {
      return List.of();
    }
    String what =
        "the graph computes with 8-bit integers ("
            + integerNodes
            + " nodes), quantised by another tool";
    return processor.hasByteDotProducts()
        ? List.of(what)
        : List.of(
            what, WRONG_MATTES + "8 bits can give wrong mattes; use the file with float weights");
  }

  /**
   * Sentences for the report; none for a model that was not quantised.
   *
   * @param metadata the metadata of the model's file
   * @param processor runs the model
   */
  static List<String> warnings(Map<String, String> metadata, Processor processor) {
    String note = metadata.get(Quantisation.METADATA);
    if (note == null) {
      return warnings(metadata.getOrDefault(INTEGER_NODES, "0 of 0"), processor);
    }
    String bits =
        metadata.getOrDefault(
            Quantisation.WEIGHT_BITS, Integer.toString(Quantisation.UNSTATED_WEIGHT_BITS));
    String what = "the weights have " + bits + " bits (" + note + ")";
    boolean exact =
        bits.equals(Integer.toString(Quantisation.PORTABLE_WEIGHT_BITS))
            || processor.hasByteDotProducts();
    return exact
        ? List.of(what)
        : List.of(
            what,
            WRONG_MATTES
                + bits
                + " bits can give wrong mattes; quantize the model again with 7 bits, or use the"
                + " exact one");
  }
}
