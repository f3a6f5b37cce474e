package io.github.matting4j.onnx.conversion;

import io.github.matting4j.convert.paddle.ConversionOptions;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.sample.SeededParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single operators, with the attributes and at the sizes at which engines tend to differ. */
class OperatorsAgainstInterpreterTest {
  private static final double TOLERANCE = 2e-5;
  private static final int[][] SIZES = {{7, 5}, {16, 9}, {33, 47}, {12, 64}};

  private static final Map<String, OperatorCase> CASES = new LinkedHashMap<>();

  @TempDir Path folder;

  static {
    WindowCases.addTo(CASES);
    ElementCases.addTo(CASES);
  }

  static Iterable<String> cases() {
    return CASES.keySet();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheInterpreter(String name) throws Exception {
    ProgramSketch sketch = new ProgramSketch();
    sketch.input("x", -1, OperatorCase.CHANNELS, -1, -1);
    CASES.get(name).describe(sketch);
    sketch.output("y");
    Path program = Files.write(folder.resolve("model.pdmodel"), sketch.toBytes());
    Path parameters =
        Files.write(
            folder.resolve("model.pdiparams"), SeededParameters.of(Program.read(program), 1));
    ConversionOptions options = ConversionOptions.defaults().withSizeMultiple(1);
    try (ConversionCheck check = new ConversionCheck(program, parameters, options)) {
      for (int[] size : SIZES) {
        check.agreesAt(size[0], size[1], TOLERANCE);
      }
    }
  }
}
