package io.github.matting4j.onnx.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.graph.paddle.ConversionOptions;
import io.github.matting4j.graph.paddle.program.Program;
import io.github.matting4j.graph.paddle.sample.ProgramExcerpt;
import io.github.matting4j.graph.paddle.sample.SeededParameters;
import io.github.matting4j.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole networks in ONNX Runtime, after their conversion, against the interpreter. */
class ConversionAgainstInterpreterTest {
  private static final double TOLERANCE = 2e-4;

  @TempDir Path folder;

  /** A restoration network with its trained weights, exported for 1024x1024. */
  @Test
  void imageRestorationWithItsWeights() throws Exception {
    Path pair = SharedData.require("paddle/dowdyboy-bdpan_wen");
    try (ConversionCheck check =
        new ConversionCheck(
            pair.resolve("model.pdmodel"),
            pair.resolve("model.pdiparams"),
            ConversionOptions.defaults())) {
      assertThat(check.report().dynamic()).isTrue();
      check.agreesAt(64, 96, TOLERANCE);
    }
  }

  /** A detector with its trained weights, up to where it begins to choose boxes. */
  @Test
  void faceDetectionWithItsWeights() throws Exception {
    Path pair = SharedData.require("paddle/misterplus-FaceDetection");
    byte[] excerpt =
        ProgramExcerpt.of(
            Files.readAllBytes(pair.resolve("model.pdmodel")),
            List.of("concat_0.tmp_0", "transpose_4.tmp_0"));
    Path program = Files.write(folder.resolve("model.pdmodel"), excerpt);
    try (ConversionCheck check =
        new ConversionCheck(
            program,
            pair.resolve("model.pdiparams"),
            ConversionOptions.defaults().withSizeMultiple(1))) {
      check.agreesAt(96, 128, TOLERANCE);
      check.agreesAt(101, 67, TOLERANCE);
    }
  }

  /** PaddleSeg's nearest relative of PP-MattingV2, exported for any size. */
  @Test
  void liteSegmentation() throws Exception {
    Path program = SharedData.require("paddle/GilbertoRicci-CloudSeg/model.pdmodel");
    try (ConversionCheck check = seeded(program)) {
      assertThat(check.report().dynamic()).isTrue();
      check.agreesAt(32, 64, TOLERANCE);
      check.agreesAt(96, 32, TOLERANCE);
    }
  }

  /** A classifier, exported for 224x224. */
  @Test
  void mobileClassifier() throws Exception {
    Path program = SharedData.require("paddle/BUG1989-tengine/inference.pdmodel");
    try (ConversionCheck check = seeded(program)) {
      check.agreesAt(64, 96, TOLERANCE);
    }
  }

  private ConversionCheck seeded(Path program) throws Exception {
    Path parameters =
        Files.write(
            folder.resolve("model.pdiparams"), SeededParameters.of(Program.read(program), 1));
    return new ConversionCheck(program, parameters, ConversionOptions.defaults());
  }
}
