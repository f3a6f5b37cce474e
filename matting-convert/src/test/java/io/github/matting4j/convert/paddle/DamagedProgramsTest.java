package io.github.matting4j.convert.paddle;

import static io.github.matting4j.convert.paddle.Conversions.operator;
import static io.github.matting4j.convert.paddle.Conversions.program;
import static io.github.matting4j.testdata.paddle.PaddleProgram.FLOAT32;
import static io.github.matting4j.testdata.paddle.PaddleProgram.INT32;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.translate.ProgramTranslator;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file contains, it is converted or refused with a typed exception. */
class DamagedProgramsTest {
  /** A call of each family of operators. */
  private static PaddleProgram sample(long size) {
    return program(-1, 2, size, size)
        .parameter("w", new float[8], 2, 1, 2, 2)
        .parameter("b", new float[2], 2)
        .value("c", FLOAT32, -1, 2, -1, -1)
        .value("p", FLOAT32, -1, 2, 2, 2)
        .value("s", INT32, 4)
        .value("h", INT32, 2)
        .value("f", INT32, 1)
        .value("g", INT32, 2)
        .value("r", FLOAT32, -1, 2, -1, -1)
        .value("m", FLOAT32, -1, 2, -1)
        .value("t", FLOAT32, -1, -1, 2)
        .value("a", FLOAT32, -1, 2, 2)
        .value("q", FLOAT32, -1, 2, 1, 2)
        .value("e", FLOAT32, -1, 1, 1, 2)
        .value("d", FLOAT32, -1, 1, 3, 6)
        .value("k", FLOAT32, -1, 2, 3, 6)
        .value("y", FLOAT32, -1, 1, 3, 6)
        .add(
            new Operator("depthwise_conv2d")
                .input("Input", "x")
                .input("Filter", "w")
                .output("Output", "c")
                .set("groups", 2)
                .set("strides", new int[] {2, 2})
                .set("paddings", new int[] {1, 1})
                .set("dilations", new int[] {1, 1}))
        .add(
            operator("pool2d", "c", "p")
                .set("pooling_type", "avg")
                .set("adaptive", true)
                .set("ksize", new int[] {2, 2}))
        .add(new Operator("shape").input("Input", "c").output("Out", "s"))
        .add(
            new Operator("slice")
                .input("Input", "s")
                .output("Out", "h")
                .set("axes", new int[] {0})
                .set("starts", new int[] {2})
                .set("ends", new int[] {4}))
        .add(
            new Operator("fill_constant")
                .output("Out", "f")
                .set("shape", new long[] {1})
                .set("dtype", INT32)
                .set("value", 3f))
        .add(operator("elementwise_mul", "h", "g").input("Y", "f").set("axis", -1))
        .add(
            operator("bilinear_interp_v2", "p", "r")
                .input("OutSize", "g")
                .set("align_corners", false)
                .set("align_mode", 0))
        .add(operator("reshape2", "r", "m").set("shape", new int[] {0, 2, -1}))
        .add(operator("transpose2", "m", "t").set("axis", new int[] {0, 2, 1}))
        .add(operator("matmul_v2", "m", "a").input("Y", "t"))
        .add(operator("unsqueeze2", "a", "q").set("axes", new int[] {2}))
        .add(operator("reduce_max", "q", "e").set("dim", new int[] {1}).set("keep_dim", true))
        .add(
            operator("pad2d", "e", "d")
                .set("paddings", new int[] {1, 1, 2, 2})
                .set("mode", "constant"))
        .add(new Operator("concat").input("X", "d", "d").output("Out", "k").set("axis", 1))
        .add(operator("arg_max", "k", "y").set("axis", 1L).set("keepdims", true))
        .fetch("y")
        .fetch("r");
  }

  private static boolean isConverted(byte[] program, byte[] parameters) throws Exception {
    try {
      Program parsed = Program.parse(program);
      Conversion<PaddleReport> conversion =
          PaddleConverter.convert(
              parsed,
              Parameters.parse(ByteBuffer.wrap(parameters), parsed),
              ConversionOptions.defaults());
      conversion.writeTo(OutputStream.nullOutputStream());
      return true;
    } catch (InvalidProgramException e) {
      assertTrue(e.getMessage().endsWith("."), e.getMessage());
      return false;
    }
  }

  @Test
  void theSampleIsConverted() throws Exception {
    for (long size : new long[] {-1, 32}) {
      PaddleProgram sample = sample(size);
      assertTrue(isConverted(sample.program(), sample.parameters()));
    }
  }

  @Test
  void everyByteOfAProgramMayBeWrong() throws Exception {
    byte[] good = sample(32).program();
    byte[] parameters = sample(32).parameters();
    int refused = 0;
    for (int i = 0; i < good.length; i++) {
      for (int value : new int[] {0xFF, good[i] ^ 1, good[i] + 1}) {
        byte[] bad = good.clone();
        bad[i] = (byte) value;
        refused += isConverted(bad, parameters) ? 0 : 1;
      }
    }
    assertTrue(refused > good.length / 2, refused + " of " + 3 * good.length);
  }

  @Test
  void aProgramMayBeCutAnywhere() throws Exception {
    byte[] good = sample(-1).program();
    byte[] parameters = sample(-1).parameters();
    for (int length = 0; length < good.length; length++) {
      isConverted(Arrays.copyOf(good, length), parameters);
    }
  }

  @Test
  void everyByteOfTheParametersMayBeWrong() throws Exception {
    byte[] program = sample(-1).program();
    byte[] good = sample(-1).parameters();
    for (int i = 0; i < good.length; i++) {
      for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
        byte[] bad = good.clone();
        bad[i] = (byte) value;
        isConverted(program, bad);
      }
    }
  }

  /** Attributes with values that no exporter writes. */
  @Test
  void attributesMayHaveAnyValue() throws Exception {
    List<String> types = List.copyOf(ProgramTranslator.operators());
    Random random = new Random(1);
    int[] numbers = {0, 1, -1, 2, 3, 7, -5, 64, Integer.MAX_VALUE, Integer.MIN_VALUE};
    String[] names = {
      "axis",
      "axes",
      "dim",
      "shape",
      "ksize",
      "strides",
      "paddings",
      "dilations",
      "groups",
      "starts",
      "ends",
      "decrease_axis",
      "keep_dim",
      "adaptive",
      "out_h",
      "out_w",
      "scale",
      "sections",
      "num",
      "start_axis",
      "stop_axis",
      "repeat_times",
      "upscale_factor",
      "out_dtype",
      "dtype",
      "value",
      "is_test",
      "begin_norm_axis",
      "trans_x",
      "ceil_mode",
      "exclusive"
    };
    for (String type : types) {
      for (int round = 0; round < 60; round++) {
        PaddleProgram program =
            program(random.nextBoolean() ? -1 : 1, 2, 64, random.nextBoolean() ? -1 : 64)
                .parameter("w", new float[4], 2, 2, 1, 1)
                .parameter("b", new float[2], 2)
                .value("s", INT32, 4)
                .value("y", random.nextBoolean() ? FLOAT32 : INT32, -1, 2, -1, -1)
                .add(new Operator("shape").input("Input", "x").output("Out", "s"));
        Operator operator = new Operator(type);
        for (String slot :
            List.of(
                "X",
                "Y",
                "Input",
                "Filter",
                "Scale",
                "Bias",
                "Mean",
                "Variance",
                "Index",
                "Condition",
                "OutSize",
                "Shape",
                "SizeTensor")) {
          if (random.nextInt(3) > 0) {
            operator.input(slot, new String[] {"x", "w", "b", "s"}[random.nextInt(4)]);
          }
        }
        if (random.nextInt(5) > 0) {
          operator.input("X", random.nextBoolean() ? "x" : "s");
        }
        for (String slot : List.of("Out", "Y", "Output")) {
          operator.output(slot, "y");
        }
        for (String name : names) {
          int number = numbers[random.nextInt(numbers.length)];
          switch (random.nextInt(6)) {
            case 0 -> operator.set(name, number);
            case 1 -> operator.set(name, (float) number);
            case 2 -> operator.set(name, new int[] {number, numbers[random.nextInt(5)]});
            case 3 -> operator.set(name, new int[] {number, 1, 2, numbers[random.nextInt(5)]});
            case 4 -> operator.setVariables(name, "s");
            default -> {}
          }
        }
        program.add(operator).fetch("y");
        isConverted(program.program(), program.parameters());
      }
    }
  }
}
