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

  private static final String WRONG_MATTES =
      "this processor is not known to have 8-bit dot products, without which weights of ";

  private QuantisedWeights() {}

  /**
   * Sentences for the report about a graph that another tool quantised; none for another graph.
   *
   * @param graph without a note of ours
   * @param processor runs the model
   */
  static List<String> warnings(OnnxGraph graph, Processor processor) {
    long found = graph.nodes().stream().filter(n -> OPERATORS.contains(n.operator())).count();
    if (found == 0) {
      return List.of();
    }
    String what =
        "the graph computes with 8-bit integers ("
            + found
            + " of "
            + graph.nodes().size()
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
      return List.of();
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
