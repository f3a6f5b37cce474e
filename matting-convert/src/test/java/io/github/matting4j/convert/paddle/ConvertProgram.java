package io.github.matting4j.convert.paddle;

import io.github.matting4j.convert.Conversion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts one program: {@code PROGRAM PARAMETERS OUT.onnx [--fixed] [--multiple N] [--id ID]
 * [--output VALUE]...}
 */
public final class ConvertProgram {
  private ConvertProgram() {}

  /** Converts and prints the report. */
  public static void main(String[] args) throws Exception {
    ConversionOptions options = ConversionOptions.defaults();
    List<String> outputs = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      switch (args[i]) {
        case "--fixed" -> options = options.withFixedSize();
        case "--multiple" -> options = options.withSizeMultiple(Integer.parseInt(args[++i]));
        case "--id" -> options = options.withId(args[++i]);
        case "--output" -> outputs.add(args[++i]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    options = options.withExtraOutputs(outputs.toArray(String[]::new));
    Conversion<PaddleReport> conversion =
        PaddleConverter.convert(Path.of(args[0]), Path.of(args[1]), options);
    conversion.writeTo(Path.of(args[2]));
    PaddleReport report = conversion.report();
    System.out.println(report.producer() + ", inputs " + report.inputs());
    System.out.println(
        "outputs "
            + report.outputs()
            + ", exported for "
            + report.exportedSize().map(Object::toString).orElse("any size")
            + ", dynamic "
            + report.dynamic()
            + ", multiple of "
            + report.sizeMultiple());
    System.out.println(
        report.operators() + " operators, " + report.provenSizes() + " declared sizes proven");
    report.rewrites().forEach(line -> System.out.println("rewrite: " + line));
    report.warnings().forEach(line -> System.out.println("warning: " + line));
  }
}
