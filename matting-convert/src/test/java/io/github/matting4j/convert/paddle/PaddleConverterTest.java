package io.github.matting4j.convert.paddle;

import static io.github.matting4j.convert.paddle.Conversions.bytes;
import static io.github.matting4j.convert.paddle.Conversions.convert;
import static io.github.matting4j.convert.paddle.Conversions.onnx;
import static io.github.matting4j.convert.paddle.Conversions.operator;
import static io.github.matting4j.convert.paddle.Conversions.program;
import static io.github.matting4j.graph.rewrite.GraphLab.noise;
import static io.github.matting4j.graph.rewrite.GraphLab.run;
import static io.github.matting4j.testdata.paddle.PaddleProgram.FLOAT32;
import static io.github.matting4j.testdata.paddle.PaddleProgram.INT32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.paddle.PaddleReport.FixedSize;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.PirSample;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.WireMessage;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole conversions: sizes that are opened, those that are not, refusals and reports. */
class PaddleConverterTest {
  private static final ConversionOptions OPTIONS = ConversionOptions.defaults();

  /**
   * A network in small: the image halved twice by convolutions, pooled to 2x2 and brought back to a
   * quarter, joined with a smaller image, and brought to full size.
   *
   * @param size of the exported image; -1 for any
   */
  private static PaddleProgram network(long size, long smaller) {
    long batch = size < 0 ? -1 : 1;
    long half = size < 0 ? -1 : size / 2;
    long quarter = size < 0 ? -1 : size / 4;
    PaddleProgram program =
        program(batch, 3, size, size)
            .parameter("w1", noise(2 * 27, 1), 2, 3, 3, 3)
            .parameter("w2", noise(2 * 18, 2), 2, 2, 3, 3)
            .parameter("w3", noise(7, 3), 1, 7, 1, 1)
            .value("f1", FLOAT32, batch, 2, half, half)
            .value("f2", FLOAT32, batch, 2, quarter, quarter)
            .value("p", FLOAT32, batch, 2, 2, 2)
            .value("u", FLOAT32, batch, 2, quarter, quarter)
            .value("a", FLOAT32, batch, 3, quarter, quarter)
            .value("c", FLOAT32, batch, 7, quarter, quarter)
            .value("l", FLOAT32, batch, 1, quarter, quarter)
            .value("f", FLOAT32, batch, 1, size, size)
            .value("y", FLOAT32, batch, 1, size, size);
    if (size < 0) {
      program.value("s2", INT32, 4).value("q", INT32, 2).value("s0", INT32, 4).value("z", INT32, 2);
    }
    program.add(conv("x", "w1", "f1", 2)).add(conv("f1", "w2", "f2", 2));
    if (size < 0) {
      program
          .add(new Operator("shape").input("Input", "f2").output("Out", "s2"))
          .add(last("s2", "q"))
          .add(new Operator("shape").input("Input", "x").output("Out", "s0"))
          .add(last("s0", "z"));
    }
    Operator area = operator("pool2d", "x", "a").set("pooling_type", "avg").set("adaptive", true);
    return program
        .add(
            operator("pool2d", "f2", "p")
                .set("pooling_type", "avg")
                .set("adaptive", true)
                .set("ksize", new int[] {2, 2}))
        .add(resize("p", "u", "q", quarter))
        .add(
            size < 0
                ? area.setVariables("ksize", "q")
                : area.set("ksize", new int[] {(int) smaller, (int) smaller}))
        .add(new Operator("concat").input("X", "f2", "u", "a").output("Out", "c").set("axis", 1))
        .add(conv("c", "w3", "l", 1))
        .add(resize("l", "f", "z", size))
        .add(operator("sigmoid", "f", "y"))
        .fetch("y");
  }

  private static PaddleProgram network(long size) {
    return network(size, size / 4);
  }

  private static Operator conv(String x, String filter, String out, int stride) {
    int pad = stride == 2 ? 1 : 0;
    return new Operator("conv2d")
        .input("Input", x)
        .input("Filter", filter)
        .output("Output", out)
        .set("groups", 1)
        .set("strides", new int[] {stride, stride})
        .set("paddings", new int[] {pad, pad})
        .set("dilations", new int[] {1, 1});
  }

  private static Operator last(String shape, String out) {
    return new Operator("slice")
        .input("Input", shape)
        .output("Out", out)
        .set("axes", new int[] {0})
        .set("starts", new int[] {2})
        .set("ends", new int[] {4});
  }

  private static Operator resize(String x, String out, String outSize, long size) {
    Operator resize =
        operator("bilinear_interp_v2", x, out)
            .set("align_corners", false)
            .set("align_mode", 0)
            .set("out_h", (int) size)
            .set("out_w", (int) size);
    return size < 0 ? resize.input("OutSize", outSize) : resize;
  }

  @Test
  void aFixedExportIsOpenedAndComputesWhatAnOpenOneComputes() throws Exception {
    Conversion<PaddleReport> fixed = convert(network(64));
    assertTrue(fixed.report().dynamic(), fixed.report().warnings().toString());
    assertEquals(Optional.of(new FixedSize(64, 64)), fixed.report().exportedSize());
    assertEquals(3, fixed.report().rewrites().size(), fixed.report().rewrites().toString());
    assertEquals(List.of(), fixed.report().warnings());
    byte[] opened = bytes(fixed);
    byte[] open = onnx(network(-1));
    byte[] asExported = bytes(convert(network(64), OPTIONS.withFixedSize()));
    for (int[] size : new int[][] {{64, 64}, {32, 96}, {160, 32}}) {
      float[] x = noise(3 * size[0] * size[1], 4);
      float[] expected = run(open, x, 1, 3, size[0], size[1]);
      assertArrayEquals(expected, run(opened, x, 1, 3, size[0], size[1]));
      if (size[0] == 64) {
        assertArrayEquals(expected, run(asExported, x, 1, 3, 64, 64), 1e-6f);
      }
    }
    float[] two = noise(2 * 3 * 32 * 32, 5);
    assertArrayEquals(run(open, two, 2, 3, 32, 32), run(opened, two, 2, 3, 32, 32));
  }

  @Test
  void aSizeThatDoesNotFollowKeepsTheNetworkFixedAndSaysWhy() throws Exception {
    PaddleProgram program =
        program(1, 1, 64, 64)
            .value("a", FLOAT32, 1, 1, 24, 24)
            .value("b", FLOAT32, 1, 1, 24, 24)
            .value("y", FLOAT32, 1, 1, 24, 24)
            .add(resize("x", "a", "", 24))
            .add(
                operator("pool2d", "x", "b")
                    .set("pooling_type", "avg")
                    .set("ksize", new int[] {41, 41})
                    .set("strides", new int[] {1, 1}))
            .add(operator("elementwise_add", "a", "y").input("Y", "b").set("axis", -1))
            .fetch("y");
    Conversion<PaddleReport> conversion = convert(program);
    assertFalse(conversion.report().dynamic());
    assertEquals(1, conversion.report().warnings().size());
    String warning = conversion.report().warnings().get(0);
    assertTrue(warning.contains("64x64 only") && warning.contains("elementwise_add"), warning);
    assertEquals(24 * 24, run(bytes(conversion), noise(64 * 64, 6), 1, 1, 64, 64).length);
  }

  @Test
  void aDeclaredSizeThatContradictsTheDerivedOneKeepsTheNetworkFixed() throws Exception {
    PaddleProgram program =
        program(1, 1, 64, 64)
            .value("a", FLOAT32, 1, 1, 32, 64)
            .value("y", FLOAT32, 1, 1, 32, 64)
            .add(
                operator("pool2d", "x", "a")
                    .set("pooling_type", "max")
                    .set("ksize", new int[] {2, 2})
                    .set("strides", new int[] {2, 2}))
            .add(operator("relu", "a", "y"))
            .fetch("y");
    PaddleReport report = convert(program).report();
    assertFalse(report.dynamic());
    assertTrue(report.warnings().get(0).contains("[1, 1, 32, 64]"), report.toString());
  }

  @Test
  void aSizeThatIsNoMultipleStaysFixed() throws Exception {
    PaddleReport report = convert(network(64), OPTIONS.withSizeMultiple(128)).report();
    assertFalse(report.dynamic());
    assertTrue(report.warnings().get(0).contains("no multiple of 128"), report.toString());
  }

  @Test
  void theSameProgramGivesTheSameBytes() throws Exception {
    assertArrayEquals(onnx(network(-1)), onnx(network(-1)));
  }

  @Test
  void theFileSaysWhatItIs() throws Exception {
    byte[] model = bytes(convert(network(64), OPTIONS.withId("small").withSizeMultiple(64)));
    assertEquals(13, OnnxGraph.parse(model).operatorSet());
    assertTrue(OnnxGraph.parse(model).isPlain());
    assertEquals(OptionalLong.of(3), OnnxGraph.parse(model).inputChannels("x"));
    Map<String, String> metadata = metadata(model);
    assertEquals("small", metadata.get("matting4j.id"));
    assertEquals("64", metadata.get("matting4j.size_multiple"));
    assertEquals("true", metadata.get("matting4j.dynamic"));
    assertEquals("paddle 2.4.2", metadata.get("matting4j.source.producer"));
    assertEquals(
        Integer.toString(PaddleConverter.VERSION), metadata.get("matting4j.converter.version"));
    assertEquals(64, metadata.get("matting4j.source.program.sha256").length());
    assertEquals(64, metadata.get("matting4j.source.parameters.sha256").length());
  }

  @Test
  void unknownOperatorsAreNamedAllAtOnceUnlessNothingNeedsThem() throws Exception {
    PaddleProgram program =
        program(-1, 1, -1, -1)
            .value("a", FLOAT32, -1, 1, -1, -1)
            .value("b", FLOAT32, -1, 1, -1, -1)
            .value("c", FLOAT32, -1, 1, -1, -1)
            .value("dead", FLOAT32, -1, 1, -1, -1)
            .add(operator("strange", "x", "a"))
            .add(operator("odd", "a", "b"))
            .add(operator("strange", "b", "c"))
            .add(operator("unused", "x", "dead"))
            .fetch("c");
    UnsupportedOperatorsException refusal =
        assertThrows(UnsupportedOperatorsException.class, () -> convert(program));
    assertEquals(Map.of("strange", 2, "odd", 1), refusal.operators());
    assertTrue(refusal.getMessage().contains("odd (1), strange (2)"), refusal.getMessage());
  }

  @Test
  void furtherValuesCanBeOutputs() throws Exception {
    Conversion<PaddleReport> conversion = convert(network(-1), OPTIONS.withExtraOutputs("f2", "x"));
    assertEquals(List.of("y", "f2", "x.2"), conversion.report().outputs());
    InvalidProgramException refusal =
        assertThrows(
            InvalidProgramException.class,
            () -> convert(network(-1), OPTIONS.withExtraOutputs("none")));
    assertTrue(refusal.getMessage().contains("'none'"), refusal.getMessage());
  }

  @Test
  void parametersAreReadWhenTheFileIsWritten(@TempDir Path folder) throws Exception {
    network(-1).writeTo(folder);
    Path parameters = folder.resolve("model.pdiparams");
    Conversion<PaddleReport> conversion =
        PaddleConverter.convert(folder.resolve("model.pdmodel"), parameters, OPTIONS);
    Path written = folder.resolve("out.onnx");
    conversion.writeTo(written);
    assertArrayEquals(onnx(network(-1)), Files.readAllBytes(written));
    Files.write(parameters, new byte[] {1});
    assertThrows(IOException.class, () -> conversion.writeTo(written));
  }

  @Test
  void aProgramOfPaddle3() throws Exception {
    Program program = Program.parse(PirSample.PROGRAM.getBytes(StandardCharsets.UTF_8));
    byte[] weights = new PaddleProgram(0).parameter("w", new float[] {1, 2}, 2).parameters();
    Conversion<PaddleReport> conversion =
        PaddleConverter.convert(
            program, Parameters.parse(ByteBuffer.wrap(weights), program), OPTIONS.withFixedSize());
    assertEquals("paddle 3 (PIR)", conversion.report().producer().toString());
    float[] x = noise(2 * 64, 7);
    float[] means = new float[12]; // the halves of the channels change places
    System.arraycopy(
        PaddleFormulas.adaptiveMeans(Arrays.copyOfRange(x, 64, 128), 8, 8, 2, 3), 0, means, 0, 6);
    System.arraycopy(PaddleFormulas.adaptiveMeans(x, 8, 8, 2, 3), 0, means, 6, 6);
    for (int i = 0; i < means.length; i++) {
      means[i] = means[i] < 0 ? 0.01f * means[i] : means[i];
    }
    assertArrayEquals(means, run(bytes(conversion), x, 1, 2, 8, 8), 1e-6f);
  }

  @Test
  void aTrimapOfTheSameFixedSizeIsOpenedWithTheImage() throws Exception {
    PaddleProgram program =
        new PaddleProgram(Conversions.VERSION)
            .feed("img", 1, 3, 64, 64)
            .feed("trimap", 1, 1, 64, 64)
            .value("y", FLOAT32, 1, 4, 64, 64)
            .add(
                new Operator("concat")
                    .input("X", "img", "trimap")
                    .output("Out", "y")
                    .set("axis", 1))
            .fetch("y");
    PaddleReport report = convert(program).report();
    assertTrue(report.dynamic(), report.toString());
    assertEquals(List.of("img", "trimap"), report.inputs());
  }

  @Test
  void optionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withSizeMultiple(0));
  }

  private static Map<String, String> metadata(byte[] model) throws Exception {
    Map<String, String> entries = new TreeMap<>();
    for (WireMessage entry : WireMessage.parse(ByteBuffer.wrap(model)).messages(14)) {
      entries.put(entry.text(1), entry.text(2));
    }
    return entries;
  }
}
