package io.github.matting4j.graph.tensorflow;

import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.List;

/** How the nodes of one operation become nodes of ONNX. Stateless. */
@FunctionalInterface
interface OperatorRule {
  /**
   * Converts one node.
   *
   * @return its outputs
   * @throws Refusal if its attributes or inputs are none that can be converted
   * @throws MalformedGraphException if it is not a valid node
   */
  List<Tensor> convert(Step step) throws Refusal, MalformedGraphException;
}
