package io.github.matting4j.onnx;

import io.github.matting4j.graph.quantise.Quantisation;
import io.github.matting4j.onnx.cpu.Processor;
import java.util.List;
import java.util.Map;

/** Warnings about models with quantised weights. */
final class QuantisedWeights {
  private QuantisedWeights() {}

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
            "this processor is not known to have 8-bit dot products, without which weights of "
                + bits
                + " bits can give wrong mattes; quantize the model again with 7 bits, or use the"
                + " exact one");
  }
}
