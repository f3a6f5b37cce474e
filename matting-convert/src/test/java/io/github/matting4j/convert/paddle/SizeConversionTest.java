package io.github.matting4j.convert.paddle;

import static io.github.matting4j.convert.paddle.Conversions.onnx;
import static io.github.matting4j.convert.paddle.Conversions.operator;
import static io.github.matting4j.convert.paddle.Conversions.program;
import static io.github.matting4j.graph.rewrite.GraphLab.distance;
import static io.github.matting4j.graph.rewrite.GraphLab.noise;
import static io.github.matting4j.graph.rewrite.GraphLab.operators;
import static io.github.matting4j.graph.rewrite.GraphLab.run;
import static io.github.matting4j.testdata.paddle.PaddleProgram.FLOAT32;
import static io.github.matting4j.testdata.paddle.PaddleProgram.INT32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that change sizes compute in ONNX Runtime what Paddle's formulas say. */
class SizeConversionTest {
  private static PaddleProgram resize(Operator resize) {
    return program(-1, 1, -1, -1)
        .value("y", FLOAT32, -1, 1, -1, -1)
        .add(resize.input("X", "x").output("Out", "y").set("data_layout", "NCHW"))
        .fetch("y");
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "false, 1", "true, 0", "true, 1"})
  void bilinearInterpolationUsesPaddlesCoordinates(boolean corners, int mode) throws Exception {
    for (int rows : new int[] {1, 2, 5, 8, 13}) {
      for (int columns : new int[] {1, 3, 7, 10}) {
        byte[] model =
            onnx(
                resize(
                    new Operator("bilinear_interp_v2")
                        .set("out_h", rows)
                        .set("out_w", columns)
                        .set("scale", new float[0])
                        .set("align_corners", corners)
                        .set("align_mode", mode)));
        for (int height : new int[] {1, 3, 8}) {
          float[] x = noise(height * 7, 6);
          float[] expected = PaddleFormulas.bilinear(x, height, 7, rows, columns, corners, mode);
          assertTrue(
              distance(expected, run(model, x, 1, 1, height, 7)) < 1e-5,
              height + "x7 to " + rows + "x" + columns);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0.25f, 0.5f, 2, 4})
  void aFactorScalesTheSizeRoundingDown(float factor) throws Exception {
    byte[] model =
        onnx(
            resize(
                new Operator("bilinear_interp_v2")
                    .set("out_h", -1)
                    .set("out_w", -1)
                    .set("scale", new float[] {factor, factor})
                    .set("align_corners", false)
                    .set("align_mode", 0)));
    // results of one row too, which tell the two kinds of coordinates apart
    for (int height : factor < 1 ? new int[] {4, 8} : new int[] {1, 8}) {
      float[] x = noise(height * 12, 7);
      int rows = (int) (height * factor);
      int columns = (int) (12 * factor);
      float[] expected = PaddleFormulas.bilinear(x, height, 12, rows, columns, false, 0);
      assertTrue(distance(expected, run(model, x, 1, 1, height, 12)) < 1e-5, height + " rows");
    }
    boolean single = new String(model, StandardCharsets.ISO_8859_1).contains("pytorch_half_pixel");
    assertEquals(factor < 2, single, "the faster coordinates, where they are the same");
  }

  /** As PP-HumanMatting computes a size: half of the image's, doubled by nearest, plus 4. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sizesThatTheProgramComputesBecomeExpressionsOfTheInputs(boolean vectors) throws Exception {
    long[] one = vectors ? new long[] {1} : new long[0];
    PaddleProgram program =
        program(-1, 1, -1, -1)
            .value("s", INT32, 4)
            .value("h", INT32, one)
            .value("w", INT32, one)
            .value("two", INT32, one)
            .value("h2", INT32, one)
            .value("w2", INT32, one)
            .value("h4", INT32, one)
            .value("w4", INT32, one)
            .value("stacked", INT32, vectors ? new long[] {2, 1} : new long[] {2})
            .value("size", INT32, 2)
            .value("y", FLOAT32, -1, 1, -1, -1)
            .add(new Operator("shape").input("Input", "x").output("Out", "s"))
            .add(sizeSlice("h", 2))
            .add(sizeSlice("w", 3))
            .add(
                new Operator("fill_constant")
                    .output("Out", "two")
                    .set("shape", one)
                    .set("dtype", INT32)
                    .set("value", 2f)
                    .set("str_value", "2"))
            .add(operator("elementwise_floordiv", "h", "h2").input("Y", "two").set("axis", -1))
            .add(operator("elementwise_floordiv", "w", "w2").input("Y", "two").set("axis", -1))
            .add(
                operator("scale", "h2", "h4")
                    .set("scale", 1f)
                    .set("bias", 4f)
                    .set("bias_after_scale", true))
            .add(
                operator("scale", "w2", "w4")
                    .set("scale", 1f)
                    .set("bias", 4f)
                    .set("bias_after_scale", true))
            .add(
                new Operator("stack").input("X", "h4", "w4").output("Y", "stacked").set("axis", 0));
    if (vectors) {
      program.add(operator("squeeze2", "stacked", "size").set("axes", new int[] {1}));
    } else {
      program.add(operator("assign", "stacked", "size"));
    }
    program
        .add(
            operator("nearest_interp_v2", "x", "y")
                .input("OutSize", "size")
                .set("align_corners", false)
                .set("out_h", -1)
                .set("out_w", -1))
        .fetch("y");
    float[] x = noise(8 * 16, 8);
    float[] expected = PaddleFormulas.nearest(x, 8, 16, 8, 12);
    byte[] model = onnx(program);
    assertArrayEquals(expected, run(model, x, 1, 1, 8, 16));
    assertFalse(operators(model).containsKey("Cast"), operators(model).toString());
  }

  private static Operator sizeSlice(String out, int axis) {
    return new Operator("slice")
        .input("Input", "s")
        .output("Out", out)
        .set("axes", new int[] {0})
        .set("starts", new int[] {axis})
        .set("ends", new int[] {axis + 1})
        .set("decrease_axis", new int[] {0});
  }

  @Test
  void aPadBetweenUnsqueezeAndSqueezeIsOnePadOfTheImage() throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .value("u", FLOAT32, -1, 1, 1, -1, -1)
                .value("p", FLOAT32, -1, 1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(operator("unsqueeze2", "x", "u").set("axes", new int[] {2}))
                .add(
                    operator("pad3d", "u", "p")
                        .set("paddings", new int[] {1, 2, 3, 0, 0, 0})
                        .set("mode", "constant")
                        .set("value", 7f)
                        .set("data_format", "NCDHW"))
                .add(operator("squeeze2", "p", "y").set("axes", new int[] {2}))
                .fetch("y"));
    float[] expected = new float[4 * 4]; // left 1, right 2, top 3
    Arrays.fill(expected, 7);
    expected[3 * 4 + 1] = 5;
    assertArrayEquals(expected, run(model, new float[] {5}, 1, 1, 1, 1));
    assertEquals("{Pad=1}", operators(model).toString());
  }

  @Test
  void aChannelIsTakenOutAndItsDimensionPutBack() throws Exception {
    byte[] model =
        onnx(
            program(-1, 3, -1, -1)
                .value("s", FLOAT32, -1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    new Operator("slice")
                        .input("Input", "x")
                        .output("Out", "s")
                        .set("axes", new int[] {1})
                        .set("starts", new int[] {-2})
                        .set("ends", new int[] {-1})
                        .set("decrease_axis", new int[] {1}))
                .add(operator("unsqueeze2", "s", "y").set("axes", new int[] {1}))
                .fetch("y"));
    assertArrayEquals(new float[] {3, 4}, run(model, new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 1, 2));
  }

  @Test
  void aNameThatIsAssignedAgainMeansTheLaterValue() throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .value("t", FLOAT32, -1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(operator("square", "x", "t"))
                .add(operator("square", "t", "t"))
                .add(operator("assign", "t", "y"))
                .fetch("y"));
    assertArrayEquals(new float[] {81}, run(model, new float[] {3}, 1, 1, 1, 1));
  }

  @Test
  void partsOfChannels() throws Exception {
    byte[] model =
        onnx(
            program(-1, 3, -1, -1)
                .value("a", FLOAT32, -1, 1, -1, -1)
                .value("b", FLOAT32, -1, 2, -1, -1)
                .value("y", FLOAT32, -1, 3, -1, -1)
                .add(
                    new Operator("split")
                        .input("X", "x")
                        .output("Out", "a", "b")
                        .set("axis", 1)
                        .set("num", 0)
                        .set("sections", new int[] {1, -1}))
                .add(new Operator("concat").input("X", "b", "a").output("Out", "y").set("axis", 1))
                .fetch("y"));
    assertArrayEquals(new float[] {2, 3, 1}, run(model, new float[] {1, 2, 3}, 1, 3, 1, 1));
  }

  @Test
  void channelsBecomePixels() throws Exception {
    byte[] model =
        onnx(
            program(-1, 4, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(operator("pixel_shuffle", "x", "y").set("upscale_factor", 2))
                .fetch("y"));
    assertArrayEquals(new float[] {1, 2, 3, 4}, run(model, new float[] {1, 2, 3, 4}, 1, 4, 1, 1));
  }
}
