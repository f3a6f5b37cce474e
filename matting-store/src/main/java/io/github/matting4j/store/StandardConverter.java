package io.github.matting4j.store;

import io.github.matting4j.store.unpack.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Takes ONNX files and frozen graphs as they are. */
final class StandardConverter implements WeightsConverter {
  static final String ONNX = "model.onnx";
  static final String FROZEN_GRAPH = "tf_graph.pb";

  @Override
  public Conversion convert(String model, Weights weights, Path target) throws IOException {
    if (weights instanceof Weights.Onnx onnx) {
      return copy(onnx.file(), target, ONNX);
    }
    if (weights instanceof Weights.FrozenGraph graph) {
      return copy(graph.file(), target, FROZEN_GRAPH);
    }
    throw new ModelInstallException(
        ModelInstallException.Reason.OPERATOR, model + ": Paddle programs cannot be converted yet");
  }

  private static Conversion copy(Path file, Path target, String name) throws IOException {
    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    return new Conversion(name, "none: the file as it was published", "", List.of(), List.of());
  }
}
