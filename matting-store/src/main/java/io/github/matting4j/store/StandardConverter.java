package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.ARCHIVE;
import static io.github.matting4j.store.ModelInstallException.Reason.OPERATOR;

import io.github.matting4j.graph.paddle.ConversionOptions;
import io.github.matting4j.graph.paddle.ConversionReport;
import io.github.matting4j.graph.paddle.PaddleConverter;
import io.github.matting4j.graph.paddle.UnsupportedOperatorsException;
import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import io.github.matting4j.store.unpack.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Converts Paddle programs to ONNX. ONNX files stay as they are, and so do frozen graphs, which
 * their backend converts when it opens them.
 */
final class StandardConverter implements WeightsConverter {
  static final String ONNX = "model.onnx";
  static final String FROZEN_GRAPH = "tf_graph.pb";

  /** What the sides of the network's input are multiples of, where that is not the usual number. */
  private static final Map<String, Integer> SIZE_MULTIPLES = Map.of("pp-humanmatting", 128);

  @Override
  public Conversion convert(String model, Weights weights, Path target) throws IOException {
    if (weights instanceof Weights.Onnx onnx) {
      return copy(onnx.file(), target, ONNX);
    }
    if (weights instanceof Weights.FrozenGraph graph) {
      return copy(graph.file(), target, FROZEN_GRAPH);
    }
    try {
      return convert(model, (Weights.Paddle) weights, target);
    } catch (UnsupportedOperatorsException e) {
      throw new ModelInstallException(OPERATOR, model + ": " + e.getMessage(), e);
    } catch (InvalidProgramException e) {
      throw new ModelInstallException(
          ARCHIVE, model + ": the Paddle program cannot be converted. " + e.getMessage(), e);
    }
  }

  private static Conversion convert(String model, Weights.Paddle weights, Path target)
      throws IOException, InvalidProgramException {
    ConversionOptions options = ConversionOptions.defaults().withId(model);
    if (SIZE_MULTIPLES.containsKey(model)) {
      options = options.withSizeMultiple(SIZE_MULTIPLES.get(model));
    }
    io.github.matting4j.graph.paddle.Conversion conversion =
        PaddleConverter.convert(weights.program(), weights.parameters(), options);
    conversion.writeTo(target);
    ConversionReport report = conversion.report();
    List<String> changes = new ArrayList<>(report.rewrites());
    changes.add(
        report.dynamic()
            ? "accepts any size whose sides are multiples of " + report.sizeMultiple()
            : "accepts "
                + report.exportedSize().map(Object::toString).orElse("one size")
                + " only");
    return new Conversion(
        ONNX,
        "matting4j, Paddle to ONNX, version " + PaddleConverter.VERSION,
        report.producer().toString(),
        changes,
        report.warnings());
  }

  private static Conversion copy(Path file, Path target, String name) throws IOException {
    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    return new Conversion(name, "none: the file as it was published", "", List.of(), List.of());
  }
}
