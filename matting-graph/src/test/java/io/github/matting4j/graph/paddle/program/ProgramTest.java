package io.github.matting4j.graph.paddle.program;

import static io.github.matting4j.testdata.paddle.PaddleProgram.FLOAT32;
import static io.github.matting4j.testdata.paddle.PaddleProgram.INT32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of Paddle 2 and their parameters. */
class ProgramTest {
  private static PaddleProgram sample() {
    return new PaddleProgram(2_004_002)
        .feed("x", -1, 2, -1, -1)
        .parameter("conv2d_2.w_0", new float[] {3}, 1)
        .parameter("conv2d_10.w_0", new float[] {1, 2}, 2, 1)
        .value("y", FLOAT32, -1, 2, -1, -1)
        .add(
            new Operator("relu")
                .input("X", "x")
                .input("Bias")
                .output("Out", "y")
                .output("XShape", "never declared")
                .set("axis", -1)
                .set("factor", 0.1f)
                .set("long", 1L << 40)
                .set("flag", true)
                .set("text", "SAME")
                .set("list", new int[] {1, -2})
                .set("empty", new float[0])
                .set("op_callstack", "/home/exporter/secret.py")
                .setVariables("size", "x"))
        .fetch("y");
  }

  private static Program parse(PaddleProgram program) throws InvalidProgramException {
    return Program.parse(program.program());
  }

  private static Parameters parameters(PaddleProgram program) throws InvalidProgramException {
    return Parameters.parse(ByteBuffer.wrap(program.parameters()), parse(program));
  }

  private static String refusal(byte[] program) {
    return assertThrows(InvalidProgramException.class, () -> Program.parse(program)).getMessage();
  }

  @Test
  void operatorsHaveSlotsAndTypedAttributes() throws Exception {
    Program program = parse(sample());
    assertEquals(List.of("x"), program.inputs());
    assertEquals(List.of("y"), program.outputs());
    assertEquals(List.of(-1L, 2L, -1L, -1L), program.variable("x").orElseThrow().dims());
    assertEquals("paddle 2.4.2", program.producer().toString());
    Operation operation = program.operations().get(0);
    assertEquals(1, program.operations().size());
    assertEquals("relu", operation.type());
    assertEquals("x", operation.requiredInput("X"));
    assertTrue(operation.input("Bias").isEmpty());
    assertEquals(List.of(), operation.outputs("XShape"));
    assertEquals(-1, operation.integer("axis", 0));
    assertEquals(0.1f, operation.real("factor", 0));
    assertEquals(-1, operation.real("axis", 0));
    assertEquals(1L << 40, operation.integer("long", 0));
    assertTrue(operation.flag("flag", false));
    assertEquals("SAME", operation.text("text", ""));
    assertEquals(List.of(1L, -2L), operation.integers("list"));
    assertTrue(operation.has("empty"));
    assertEquals(7, operation.integer("empty", 7));
    assertEquals(List.of("x"), operation.variables("size"));
    assertFalse(operation.has("op_callstack"));
    assertThrows(InvalidProgramException.class, () -> operation.integers("factor"));
    assertThrows(InvalidProgramException.class, () -> operation.integer("list", 0));
    assertThrows(InvalidProgramException.class, () -> operation.text("axis", ""));
    assertThrows(InvalidProgramException.class, () -> operation.requiredInput("Bias"));
  }

  @Test
  void parametersAreSortedByTheBytesOfTheirNames() throws Exception {
    Parameters parameters = parameters(sample());
    assertEquals(List.of("conv2d_10.w_0", "conv2d_2.w_0"), List.copyOf(parameters.all().keySet()));
    Parameter parameter = parameters.get("conv2d_10.w_0").orElseThrow();
    assertArrayEquals(new float[] {1, 2}, parameter.floats());
    assertEquals(List.of(2L, 1L), parameter.dims());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parameter.writeTo(out);
    assertArrayEquals(parameter.bytes().array(), out.toByteArray());
    assertTrue(parameters.get("x").isEmpty());
  }

  @Test
  void filesAreReadAsTheirBytesAre(@TempDir Path folder) throws Exception {
    sample().writeTo(folder);
    Program program = Program.read(folder.resolve("model.pdmodel"));
    Path file = folder.resolve("model.pdiparams");
    Parameters parameters = Parameters.read(file, program);
    assertEquals(parse(sample()).sha256(), program.sha256());
    assertEquals(parameters(sample()).sha256(), parameters.sha256());
    assertArrayEquals(new float[] {3}, parameters.get("conv2d_2.w_0").orElseThrow().floats());
    Files.write(file, new byte[3]);
    assertThrows(IOException.class, () -> parameters.get("conv2d_2.w_0").orElseThrow().floats());
  }

  @ParameterizedTest
  @CsvSource({
    "0, paddle (version not stated)",
    "2000002, paddle 2.0.2",
    "2006002, paddle 2.6.2",
    "3001001, paddle 3.1.1"
  })
  void versions(long code, String text) throws Exception {
    Program program = parse(new PaddleProgram(code).feed("x", 1).fetch("x"));
    assertEquals(text, program.producer().toString());
    assertEquals(code != 0, program.producer().isKnown());
  }

  @Test
  void inputsAndOutputsFollowTheirColumns() throws Exception {
    PaddleProgram program = new PaddleProgram(2_003_000);
    for (int column : new int[] {2, 0, 1}) {
      program
          .value("in" + column, FLOAT32, 1)
          .add(
              new Operator("feed")
                  .input("X", "feed")
                  .output("Out", "in" + column)
                  .set("col", column));
    }
    program
        .add(new Operator("fetch").input("X", "in1").output("Out", "fetch").set("col", 1))
        .add(new Operator("fetch").input("X", "in2").output("Out", "fetch").set("col", 0));
    assertEquals(List.of("in0", "in1", "in2"), parse(program).inputs());
    assertEquals(List.of("in2", "in1"), parse(program).outputs());
  }

  @Test
  void aNameThatIsAssignedAgainGetsANumber() throws Exception {
    Program program =
        parse(
            new PaddleProgram(2_003_000)
                .feed("x", 1)
                .value("t", INT32, 1)
                .add(new Operator("a").input("X", "x").output("Out", "t"))
                .add(new Operator("b").input("X", "t").output("Out", "t"))
                .add(new Operator("c").input("X", "t").output("Out", "x"))
                .fetch("t")
                .fetch("x"));
    assertEquals(List.of("t@1", "x@1"), program.outputs());
    assertEquals("t", program.operations().get(1).requiredInput("X"));
    assertEquals("t@1", program.operations().get(1).requiredOutput("Out"));
    assertEquals("t@1", program.operations().get(2).requiredInput("X"));
    assertEquals(DataType.INT32, program.variable("t@1").orElseThrow().type());
  }

  @Test
  void refusalsNameTheCauseAndWhatWasFound() {
    assertTrue(refusal(new byte[0]).contains("empty"));
    assertTrue(refusal("hello".getBytes(StandardCharsets.UTF_8)).contains("not a complete"));
    assertTrue(refusal(new PaddleProgram(0).feed("x", 1).program()).contains("0 outputs"));
    assertTrue(refusal(new PaddleProgram(-5).feed("x", 1).fetch("x").program()).contains("-5"));
    assertTrue(
        refusal(new PaddleProgram(0).feed("x", 1).value("x", FLOAT32, 1).program())
            .contains("declared twice"));
    assertTrue(
        refusal(new PaddleProgram(0).feed("x", 1).fetch("unknown").program())
            .contains("'unknown'"));
    assertTrue(
        refusal(new PaddleProgram(0).feed("x", 1).value("y", 77, 1).fetch("x").program())
            .contains("number 77"));
    assertTrue(
        refusal(new PaddleProgram(0).feed("x", new long[10]).fetch("x").program())
            .contains("10, at most 9"));
    assertTrue(
        refusal(new PaddleProgram(0).feed("x", 1L << 31).fetch("x").program())
            .contains("2147483648"));
    assertTrue(
        refusal(new PaddleProgram(0).parameter("p", new float[1], -1).program())
            .contains("open size"));
  }

  @Test
  void longAttributesAreRefused() {
    long[] values = new long[100_000];
    Arrays.fill(values, -1); // which takes 10 bytes
    byte[] program =
        new PaddleProgram(0)
            .feed("x", 1)
            .value("y", FLOAT32, 1)
            .add(new Operator("assign_value").output("Out", "y").set("int64_values", values))
            .fetch("y")
            .program();
    String message = refusal(program);
    assertTrue(message.contains("int64_values") && message.contains("too long"), message);
    assertTrue(refusal(new byte[Program.MAX_BYTES + 1]).contains("limit"));
  }

  private static String parameterRefusal(byte[] parameters) {
    return assertThrows(
            InvalidProgramException.class,
            () -> Parameters.parse(ByteBuffer.wrap(parameters), parse(sample())))
        .getMessage();
  }

  @Test
  void parametersOfAnotherProgramAreRefused() {
    byte[] good = sample().parameters();
    for (int length = 0; length < good.length; length++) {
      String message = parameterRefusal(Arrays.copyOf(good, length));
      assertTrue(message.contains("cut") || message.contains("too few"), message);
    }
    String longer = parameterRefusal(Arrays.copyOf(good, good.length + 5));
    assertTrue(longer.contains("5 bytes are left"), longer);
    String other =
        parameterRefusal(
            new PaddleProgram(0)
                .parameter("conv2d_10.w_0", new float[] {1, 2}, 1, 2)
                .parameter("conv2d_2.w_0", new float[] {3}, 1)
                .parameters());
    assertTrue(other.contains("FLOAT32[1, 2]") && other.contains("FLOAT32[2, 1]"), other);
    assertTrue(parameterRefusal(sample().program()).contains("parameter file"));
  }

  @Test
  void absurdSizesAreRefusedBeforeAnythingIsRead() throws Exception {
    PaddleProgram huge =
        new PaddleProgram(0).feed("x", 1).parameter("p", new float[1], 1 << 20, 1 << 20).fetch("x");
    String message =
        assertThrows(InvalidProgramException.class, () -> parameters(huge)).getMessage();
    assertTrue(message.contains("2 GiB"), message);
  }
}
