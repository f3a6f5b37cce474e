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
import static io.github.matting4j.testdata.paddle.PaddleProgram.INT64;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Converted operators compute in ONNX Runtime what Paddle's formulas say. */
class OperatorConversionTest {
  private static final double TIGHT = 2e-6;

  private static Operator conv(String filter, String out) {
    return new Operator("conv2d")
        .input("Input", "x")
        .input("Filter", filter)
        .output("Output", out)
        .set("groups", 1)
        .set("data_format", "NCHW");
  }

  @ParameterizedTest
  @CsvSource({"7, 9, 1", "8, 6, 2", "5, 5, 3", "1, 2, 2"})
  void paddingSamePutsTheOddCellBehindAndResetsTheDilation(int height, int width, int stride)
      throws Exception {
    float[] kernel = noise(9, 1);
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .parameter("w", kernel, 1, 1, 3, 3)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    conv("w", "y")
                        .set("strides", new int[] {stride, stride})
                        .set("paddings", new int[] {0, 0})
                        .set("dilations", new int[] {2, 2})
                        .set("padding_algorithm", "SAME"))
                .fetch("y"));
    float[] x = noise(height * width, 2);
    int rows = (height + stride - 1) / stride;
    int columns = (width + stride - 1) / stride;
    int top = Math.max((rows - 1) * stride + 3 - height, 0) / 2;
    int left = Math.max((columns - 1) * stride + 3 - width, 0) / 2;
    float[] expected =
        PaddleFormulas.convolution(
            x, height, width, kernel, 3, stride, 1, top, left, rows, columns);
    assertTrue(distance(expected, run(model, x, 1, 1, height, width)) < TIGHT);
  }

  @Test
  void fourPaddingsAreTopBottomLeftRightAndTheBiasJoinsTheConvolution() throws Exception {
    float[] kernel = noise(9, 3);
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .parameter("w", kernel, 1, 1, 3, 3)
                .parameter("b", new float[] {0.5f}, 1)
                .value("t", FLOAT32, -1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    conv("w", "t")
                        .set("strides", new int[] {1, 1})
                        .set("paddings", new int[] {2, 0, 1, 3})
                        .set("dilations", new int[] {2, 2})
                        .set("padding_algorithm", "EXPLICIT"))
                .add(operator("elementwise_add", "t", "y").input("Y", "b").set("axis", 1))
                .fetch("y"));
    assertFalse(operators(model).containsKey("Add"), operators(model).toString());
    float[] x = noise(8 * 7, 4);
    float[] expected =
        PaddleFormulas.convolution(x, 8, 7, kernel, 3, 1, 2, 2, 1, 8 + 2 - 4, 7 + 4 - 4);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += 0.5f;
    }
    assertTrue(distance(expected, run(model, x, 1, 1, 8, 7)) < TIGHT);
  }

  @Test
  void aConvolutionUsedTwiceKeepsItsResultWithoutBias() throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .parameter("w", new float[] {2}, 1, 1, 1, 1)
                .parameter("b", new float[] {0.5f}, 1)
                .value("t", FLOAT32, -1, 1, -1, -1)
                .value("u", FLOAT32, -1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(conv("w", "t"))
                .add(operator("elementwise_add", "t", "u").input("Y", "b").set("axis", 1))
                .add(operator("elementwise_mul", "t", "y").input("Y", "u").set("axis", -1))
                .fetch("y"));
    assertArrayEquals(
        new float[] {2 * 2.5f, 4 * 4.5f}, run(model, new float[] {1, 2}, 1, 1, 1, 2), 1e-6f);
  }

  @Test
  void batchNormTakesScaleBiasMeanVarianceInThisOrder() throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .parameter("scale", new float[] {3}, 1)
                .parameter("bias", new float[] {0.25f}, 1)
                .parameter("mean", new float[] {0.5f}, 1)
                .parameter("variance", new float[] {4}, 1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    new Operator("batch_norm")
                        .input("X", "x")
                        .input("Mean", "mean")
                        .input("Scale", "scale")
                        .input("Variance", "variance")
                        .input("Bias", "bias")
                        .output("Y", "y")
                        .output("MeanOut", "mean")
                        .output("VarianceOut", "variance")
                        .set("epsilon", 1e-5f)
                        .set("is_test", true))
                .fetch("y"));
    float expected = (float) ((2 - 0.5) / Math.sqrt(4 + 1e-5) * 3 + 0.25);
    assertArrayEquals(new float[] {expected}, run(model, new float[] {2}, 1, 1, 1, 1), 1e-6f);
  }

  @Test
  void adaptiveMeansAreExactForEverySize() throws Exception {
    for (int bins = 1; bins <= 6; bins++) {
      byte[] model =
          onnx(
              program(-1, 1, -1, -1)
                  .value("y", FLOAT32, -1, 1, bins, bins)
                  .add(
                      operator("pool2d", "x", "y")
                          .set("pooling_type", "avg")
                          .set("adaptive", true)
                          .set("ksize", new int[] {bins, bins}))
                  .fetch("y"));
      for (int height = 1; height <= 20; height += 3) {
        for (int width = 2; width <= 17; width += 5) {
          float[] x = noise(height * width, bins);
          float[] expected = PaddleFormulas.adaptiveMeans(x, height, width, bins, bins);
          float[] actual = run(model, x, 1, 1, height, width);
          assertTrue(distance(expected, actual) < TIGHT, bins + " bins of " + height + "x" + width);
        }
      }
    }
  }

  @Test
  void adaptiveMeansOfAFixedSizeAreExactToo() throws Exception {
    byte[] model =
        Conversions.bytes(
            Conversions.convert(
                program(1, 1, 16, 13)
                    .value("y", FLOAT32, 1, 1, 6, 4)
                    .add(
                        operator("pool2d", "x", "y")
                            .set("pooling_type", "avg")
                            .set("adaptive", true)
                            .set("ksize", new int[] {6, 4}))
                    .fetch("y"),
                ConversionOptions.defaults().withFixedSize()));
    float[] x = noise(16 * 13, 5);
    assertTrue(
        distance(PaddleFormulas.adaptiveMeans(x, 16, 13, 6, 4), run(model, x, 1, 1, 16, 13))
            < TIGHT);
  }

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

  /** As PP-MattingV2 makes smaller images: the size of a feature map is the size of a pool. */
  @Test
  void anAverageToTheSizeOfAFeatureMapIsAPlainPool() throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .parameter("w", noise(9, 9), 1, 1, 3, 3)
                .value("t", FLOAT32, -1, 1, -1, -1)
                .value("s", INT32, 4)
                .value("size", INT32, 2)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    conv("w", "t")
                        .set("strides", new int[] {2, 2})
                        .set("paddings", new int[] {1, 1})
                        .set("dilations", new int[] {1, 1}))
                .add(new Operator("shape").input("Input", "t").output("Out", "s"))
                .add(
                    new Operator("slice")
                        .input("Input", "s")
                        .output("Out", "size")
                        .set("axes", new int[] {0})
                        .set("starts", new int[] {2})
                        .set("ends", new int[] {2147483647}))
                .add(
                    operator("pool2d", "x", "y")
                        .set("pooling_type", "avg")
                        .set("adaptive", true)
                        .setVariables("ksize", "size"))
                .fetch("y"));
    float[] x = noise(32 * 64, 10);
    assertTrue(
        distance(PaddleFormulas.adaptiveMeans(x, 32, 64, 16, 32), run(model, x, 1, 1, 32, 64))
            < TIGHT);
    assertEquals(1, operators(model).size(), operators(model).toString());
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

  /** As PP-Matting fuses its two branches. */
  @Test
  void theFirstMaximumIsComparedWithAConstant() throws Exception {
    byte[] model =
        onnx(
            program(-1, 3, -1, -1)
                .value("k", INT64, -1, 1, -1, -1)
                .value("one", INT64, 1)
                .value("is", 0, -1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    operator("arg_max", "x", "k")
                        .set("axis", 1L)
                        .set("keepdims", true)
                        .set("flatten", false)
                        .set("dtype", 3))
                .add(
                    new Operator("fill_constant")
                        .output("Out", "one")
                        .set("shape", new long[] {1})
                        .set("dtype", INT64)
                        .set("value", 1f))
                .add(operator("equal", "k", "is").input("Y", "one").set("axis", -1))
                .add(operator("cast", "is", "y").set("in_dtype", 0).set("out_dtype", FLOAT32))
                .fetch("y"));
    float[] channels = {0, 1, 5, 5, /* */ 2, 1, 5, 4, /* */ 1, 0, 5, 6};
    assertArrayEquals(new float[] {1, 0, 0, 0}, run(model, channels, 1, 3, 1, 4));
  }

  @Test
  void attentionOverPixels() throws Exception {
    byte[] model =
        onnx(
            program(-1, 2, -1, -1)
                .value("r", FLOAT32, -1, 2, -1)
                .value("q", FLOAT32, -1, -1, 2)
                .value("a", FLOAT32, -1, -1, -1)
                .value("p", FLOAT32, -1, -1, -1)
                .value("m", FLOAT32, -1, 2, -1)
                .value("y", FLOAT32, -1, 2, 1, -1)
                .add(operator("reshape2", "x", "r").set("shape", new int[] {0, 2, -1}))
                .add(operator("transpose2", "r", "q").set("axis", new int[] {0, 2, 1}))
                .add(matmul("q", "q", "a", false, true))
                .add(operator("softmax", "a", "p").set("axis", -1))
                .add(matmul("r", "p", "m", false, false))
                .add(operator("unsqueeze2", "m", "y").set("axes", new int[] {2}))
                .fetch("y"));
    float[] x = {1, 2, 0.5f, -1}; // 2 channels of 2 pixels
    double[][] pixels = {{1, 0.5}, {2, -1}};
    float[] expected = new float[4];
    for (int j = 0; j < 2; j++) {
      double[] weights = new double[2];
      for (int i = 0; i < 2; i++) {
        double[] e = new double[2];
        for (int k = 0; k < 2; k++) {
          e[k] = Math.exp(pixels[i][0] * pixels[k][0] + pixels[i][1] * pixels[k][1]);
        }
        weights[i] = e[j] / (e[0] + e[1]);
      }
      expected[j] = (float) (pixels[0][0] * weights[0] + pixels[1][0] * weights[1]);
      expected[2 + j] = (float) (pixels[0][1] * weights[0] + pixels[1][1] * weights[1]);
    }
    assertTrue(distance(expected, run(model, x, 1, 2, 1, 2)) < TIGHT);
  }

  private static Operator matmul(String x, String y, String out, boolean tx, boolean ty) {
    return operator("matmul_v2", x, out).input("Y", y).set("trans_x", tx).set("trans_y", ty);
  }

  private static void assertUnary(Operator operator, DoubleUnaryOperator formula) throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(operator.input("X", "x").output("Out", "y"))
                .fetch("y"));
    float[] x = {-9, -3, -1, -0.3f, 0, 0.2f, 0.7f, 1, 2.5f, 5, 9};
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      expected[i] = (float) formula.applyAsDouble(x[i]);
    }
    assertTrue(distance(expected, run(model, x, 1, 1, 1, x.length)) < 1e-5);
  }

  private static double clamp(double low, double value, double high) {
    return Math.max(low, Math.min(high, value));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void activations() throws Exception {
    assertUnary(new Operator("relu"), x -> Math.max(0, x));
    assertUnary(new Operator("relu6").set("threshold", 6f), x -> clamp(0, x, 6));
    assertUnary(new Operator("sigmoid"), OperatorConversionTest::sigmoid);
    assertUnary(new Operator("swish").set("beta", 2f), x -> x * sigmoid(2 * x));
    assertUnary(new Operator("leaky_relu").set("alpha", 0.1f), x -> x < 0 ? 0.1 * x : x);
    assertUnary(
        new Operator("hard_sigmoid").set("slope", 0.25f).set("offset", 0.5f),
        x -> clamp(0, 0.25 * x + 0.5, 1));
    assertUnary(
        new Operator("hard_swish").set("threshold", 6f).set("scale", 6f).set("offset", 3f),
        x -> x * clamp(0, x + 3, 6) / 6);
    assertUnary(
        new Operator("gelu").set("approximate", true),
        x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
    assertUnary(new Operator("clip").set("min", -1f).set("max", 2f), x -> clamp(-1, x, 2));
    assertUnary(
        new Operator("scale").set("scale", 2f).set("bias", 1f).set("bias_after_scale", true),
        x -> 2 * x + 1);
    assertUnary(
        new Operator("scale").set("scale", 2f).set("bias", 1f).set("bias_after_scale", false),
        x -> 2 * (x + 1));
    assertUnary(new Operator("square"), x -> x * x);
    assertUnary(
        new Operator("dropout")
            .set("is_test", true)
            .set("dropout_prob", 0.25f)
            .set("dropout_implementation", "downgrade_in_infer"),
        x -> 0.75 * x);
    assertUnary(
        new Operator("dropout")
            .set("is_test", true)
            .set("dropout_prob", 0.25f)
            .set("dropout_implementation", "upscale_in_train"),
        x -> x);
  }

  @ParameterizedTest
  @CsvSource({"reduce_mean, 2", "reduce_max, 3", "reduce_min, 1", "reduce_sum, 4"})
  void reductionsOverChannels(String type, float expected) throws Exception {
    byte[] model =
        onnx(
            program(-1, 2, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    operator(type, "x", "y")
                        .set("dim", new int[] {1})
                        .set("keep_dim", true)
                        .set("reduce_all", false))
                .fetch("y"));
    assertArrayEquals(new float[] {expected}, run(model, new float[] {1, 3}, 1, 2, 1, 1), 1e-6f);
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void averagesCountThePaddingUnlessItIsExclusive(boolean exclusive) throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    operator("pool2d", "x", "y")
                        .set("pooling_type", "avg")
                        .set("ksize", new int[] {1, 3})
                        .set("strides", new int[] {1, 1})
                        .set("paddings", new int[] {0, 1})
                        .set("exclusive", exclusive))
                .fetch("y"));
    float[] y = run(model, new float[] {1, 4, 7}, 1, 1, 1, 3);
    assertEquals(exclusive ? 2.5f : 5 / 3f, y[0], 1e-6f);
    assertEquals(4, y[1], 1e-6f);
  }

  @Test
  void maximaOfRoundedUpWindows() throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    operator("pool2d", "x", "y")
                        .set("pooling_type", "max")
                        .set("ksize", new int[] {1, 2})
                        .set("strides", new int[] {1, 2})
                        .set("paddings", new int[] {0, 0})
                        .set("ceil_mode", true))
                .fetch("y"));
    assertArrayEquals(new float[] {4, 7}, run(model, new float[] {1, 4, 7}, 1, 1, 1, 3));
  }

  @Test
  void aFactorPerChannelMeetsTheImageFromEitherSide() throws Exception {
    byte[] model =
        onnx(
            program(-1, 2, -1, -1)
                .parameter("f", new float[] {2, 3}, 2)
                .value("t", FLOAT32, -1, 2, -1, -1)
                .value("y", FLOAT32, -1, 2, -1, -1)
                .add(operator("elementwise_mul", "x", "t").input("Y", "f").set("axis", 1))
                .add(operator("elementwise_sub", "f", "y").input("Y", "t").set("axis", 1))
                .fetch("y"));
    assertArrayEquals(
        new float[] {2 - 2, 2 - 4, 3 - 9, 3 - 12},
        run(model, new float[] {1, 2, 3, 4}, 1, 2, 1, 2));
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

  @Test
  void instancesAreNormalisedOverTheirPixels() throws Exception {
    byte[] model =
        onnx(
            program(-1, 1, -1, -1)
                .value("y", FLOAT32, -1, 1, -1, -1)
                .add(
                    new Operator("instance_norm")
                        .input("X", "x")
                        .output("Y", "y")
                        .set("epsilon", 1e-5f))
                .fetch("y"));
    float unit = (float) (1 / Math.sqrt(1 + 1e-5));
    assertArrayEquals(new float[] {-unit, unit}, run(model, new float[] {1, 3}, 1, 1, 1, 2), 1e-5f);
  }

  @Test
  void trainingModeIsRefused() {
    PaddleProgram program =
        program(-1, 1, -1, -1)
            .parameter("p", new float[] {1}, 1)
            .value("y", FLOAT32, -1, 1, -1, -1)
            .add(
                new Operator("batch_norm")
                    .input("X", "x")
                    .input("Mean", "p")
                    .input("Scale", "p")
                    .input("Variance", "p")
                    .input("Bias", "p")
                    .output("Y", "y"))
            .fetch("y");
    String message = assertThrows(InvalidProgramException.class, () -> onnx(program)).getMessage();
    assertTrue(message.contains("batch_norm") && message.contains("training"), message);
  }
}
