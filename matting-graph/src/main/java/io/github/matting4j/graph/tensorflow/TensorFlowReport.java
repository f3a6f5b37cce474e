package io.github.matting4j.graph.tensorflow;

import java.util.List;
import java.util.Map;

/**
 * How a graph was converted.
 *
 * @param inputs names of the inputs, as in the file
 * @param outputs names of the outputs, as they were asked for
 * @param nodes how many nodes of the file there were
 * @param converted how many of them the outputs need
 * @param operators how often each operation of ONNX occurs in the result
 * @param warnings in what the result may differ from the file, in plain sentences; mostly empty
 */
public record TensorFlowReport(
    List<String> inputs,
    List<String> outputs,
    int nodes,
    int converted,
    Map<String, Integer> operators,
    List<String> warnings) {

  /** Copies the lists. */
  public TensorFlowReport {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    operators = Map.copyOf(operators);
    warnings = List.copyOf(warnings);
  }
}
