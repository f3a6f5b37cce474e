package io.github.matting4j.convert.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.sample.SeededParameters;
import io.github.matting4j.testing.SharedData;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that others exported: every size that they declare follows from the input's. */
class RealConversionsTest {
  private static Conversion<PaddleReport> convert(Path file) throws Exception {
    Program program = Program.read(file);
    ByteBuffer parameters = ByteBuffer.wrap(SeededParameters.of(program, 1));
    return PaddleConverter.convert(
        program, Parameters.parse(parameters, program), ConversionOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "GilbertoRicci-CloudSeg/model.pdmodel, true, 296",
    "dowdyboy-bdpan_wen/model.pdmodel, true, 1039",
    "BUG1989-tengine/inference.pdmodel, true, 464"
  })
  void everyDeclaredSizeIsProven(String file, boolean dynamic, int atLeast) throws Exception {
    PaddleReport report = convert(SharedData.require("paddle/" + file)).report();
    assertEquals(List.of(), report.warnings());
    assertEquals(dynamic, report.dynamic());
    assertTrue(report.provenSizes() >= atLeast, report.provenSizes() + " sizes");
  }

  @Test
  void operatorsOfDetectionAreNamed() {
    Path file = SharedData.require("paddle/misterplus-FaceDetection/model.pdmodel");
    UnsupportedOperatorsException refusal =
        assertThrows(UnsupportedOperatorsException.class, () -> convert(file));
    assertEquals(Map.of("multiclass_nms3", 1, "prior_box", 2), refusal.operators());
  }
}
