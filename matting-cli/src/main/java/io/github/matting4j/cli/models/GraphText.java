package io.github.matting4j.cli.models;

import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.networks.inspect.GraphInspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is in an ONNX file, for a person. Stateless. */
final class GraphText {
  private GraphText() {}

  static List<String> lines(GraphInspection graph) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %.1f MB, operators of version %d%s%s",
            graph.file().getFileName(),
            graph.bytes() / 1e6,
            graph.operatorSet(),
            graph.producer().isEmpty() ? "" : ", written by " + graph.producer(),
            graph.hasExternalData() ? ", weights in other files" : ""));
    lines.add("  SHA-256  " + graph.sha256());
    graph.inputs().forEach(input -> lines.add("  input    " + input));
    for (TensorInfo output : graph.outputs()) {
      String last = graph.lastOperators().getOrDefault(output.name(), "");
      lines.add("  output   " + output + (last.isEmpty() ? "" : ", computed by " + last));
    }
    return lines;
  }
}
