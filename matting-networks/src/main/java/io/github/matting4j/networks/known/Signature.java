package io.github.matting4j.networks.known;

import io.github.matting4j.graph.TensorInfo;
import java.util.List;

/**
 * The inputs and outputs of a network's graph, in order: names, types, shapes and count. They stay
 * the same when a graph is exported again with another operator set, and say nothing about the
 * weights.
 */
record Signature(List<TensorPattern> inputs, List<TensorPattern> outputs) {
  Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  boolean matches(List<TensorInfo> givenInputs, List<TensorInfo> givenOutputs) {
    return matchesAll(inputs, givenInputs) && matchesAll(outputs, givenOutputs);
  }

  private static boolean matchesAll(List<TensorPattern> patterns, List<TensorInfo> tensors) {
    int at = 0;
    for (TensorPattern pattern : patterns) {
      for (int i = 0; i < pattern.count(); i++) {
        if (at == tensors.size() || !pattern.matches(tensors.get(at++))) {
          return false;
        }
      }
    }
    return at == tensors.size();
  }
}
