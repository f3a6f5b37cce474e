package io.github.matting4j.graph.paddle.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that others exported. */
class RealProgramsTest {
  private static final String FOLDER = "paddle/";

  @ParameterizedTest
  @CsvSource({
    "BUG1989-tengine/inference.pdmodel, paddle 2.0.2, 267",
    "GilbertoRicci-CloudSeg/model.pdmodel, paddle 2.4.2, 358",
    "HexToString-ABC/inference.pdmodel, paddle (version not stated), 166",
    "dowdyboy-bdpan_wen/model.pdmodel, paddle 2.3.0, 181",
    "gmudcxr-PaddleSeg-output/model.pdmodel, paddle 2.2.2, 615",
    "gmudcxr-pspnet/model.pdmodel, paddle 2.2.1, 570",
    "misterplus-FaceDetection/model.pdmodel, paddle 2.3.0, 198",
    "heyun666-PP-DocLayout-S/inference.json, paddle 3 (PIR), 451",
    "htrnguyen-datalab-api/inference.json, paddle 3 (PIR), 539"
  })
  void areRead(String file, String producer, int parameters) throws Exception {
    Program program = Program.read(SharedData.require(FOLDER + file));
    assertEquals(producer, program.producer().toString());
    assertEquals(parameters, program.parameters().size());
  }

  @ParameterizedTest
  @CsvSource({"dowdyboy-bdpan_wen, 181", "misterplus-FaceDetection, 198"})
  void parametersFitToTheLastByte(String folder, int count) throws Exception {
    Path file = SharedData.require(FOLDER + folder + "/model.pdiparams");
    Program program = Program.read(SharedData.require(FOLDER + folder + "/model.pdmodel"));
    Parameters parameters = Parameters.read(file, program);
    assertEquals(count, parameters.all().size());
    long bytes = 0;
    for (Parameter parameter : parameters.all().values()) {
      bytes += parameter.length();
    }
    assertTrue(bytes < Files.size(file) && bytes > Files.size(file) * 9 / 10);
  }

  @Test
  void theOperatorsOfASegmentationNetwork() throws Exception {
    Program program =
        Program.read(SharedData.require(FOLDER + "GilbertoRicci-CloudSeg/model.pdmodel"));
    Map<String, Integer> counts = new TreeMap<>();
    program.operations().forEach(operation -> counts.merge(operation.type(), 1, Integer::sum));
    assertEquals(
        "{arg_max=1, batch_norm=70, bilinear_interp_v2=7, concat=15, conv2d=68,"
            + " depthwise_conv2d=3, elementwise_add=9, elementwise_mul=6, elementwise_sub=3,"
            + " pool2d=6, reduce_max=6, reduce_mean=6, relu=64, shape=5, sigmoid=3, slice=5}",
        counts.toString());
  }
}
