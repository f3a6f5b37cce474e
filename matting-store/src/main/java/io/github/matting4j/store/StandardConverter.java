package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.ARCHIVE;
import static io.github.matting4j.store.ModelInstallException.Reason.OPERATOR;

import io.github.matting4j.convert.paddle.ConversionOptions;
import io.github.matting4j.convert.paddle.PaddleConverter;
import io.github.matting4j.convert.paddle.PaddleReport;
import io.github.matting4j.convert.paddle.UnsupportedOperatorsException;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.store.unpack.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts Paddle programs to ONNX. ONNX files stay as they are, and so do frozen graphs, which
 * their backend converts when it opens them.
 */
final class StandardConverter implements WeightsConverter {
  static final String ONNX = "model.onnx";
  static final String FROZEN_GRAPH = "tf_graph.pb";

  private static final Maker PADDLE_CONVERTER =
      new Maker("Paddle to ONNX", PaddleConverter.VERSION);

  @Override
  public Conversion convert(ModelDescriptor model, Weights weights, Path target)
      throws IOException {
    if (weights instanceof Weights.Onnx onnx) {
      return copy(onnx.file(), target, ONNX);
    }
    if (weights instanceof Weights.FrozenGraph graph) {
      return copy(graph.file(), target, FROZEN_GRAPH);
    }
    try {
      return convert(model, (Weights.Paddle) weights, target);
    } catch (UnsupportedOperatorsException e) {
      throw new ModelInstallException(OPERATOR, model.id() + ": " + e.getMessage(), e);
    } catch (InvalidProgramException e) {
      throw new ModelInstallException(
          ARCHIVE, model.id() + ": the Paddle program cannot be converted. " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isOutdated(Maker maker) {
    return maker.name().equals(PADDLE_CONVERTER.name())
        && maker.version() < PADDLE_CONVERTER.version();
  }

  private static Conversion convert(ModelDescriptor model, Weights.Paddle weights, Path target)
      throws IOException, InvalidProgramException {
    ConversionOptions options = ConversionOptions.defaults().withId(model.id());
    if (model.sizeRule().isPresent()) {
      options = options.withSizeMultiple(model.sizeRule().get().multiple());
    }
    io.github.matting4j.convert.Conversion<PaddleReport> conversion =
        PaddleConverter.convert(weights.program(), weights.parameters(), options);
    conversion.writeTo(target);
    PaddleReport report = conversion.report();
    List<String> changes = new ArrayList<>(report.rewrites());
    changes.add(
        report.dynamic()
            ? "accepts any size whose sides are multiples of " + report.sizeMultiple()
            : "accepts "
                + report.exportedSize().map(Object::toString).orElse("one size")
                + " only");
    return new Conversion(
        ONNX,
        Optional.of(PADDLE_CONVERTER),
        report.producer().toString(),
        changes,
        report.warnings());
  }

  private static Conversion copy(Path file, Path target, String name) throws IOException {
    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    return new Conversion(name, Optional.empty(), "", List.of(), List.of());
  }
}
