package io.github.matting4j.convert.paddle;

import static io.github.matting4j.convert.paddle.Conversions.onnx;
import static io.github.matting4j.convert.paddle.Conversions.operator;
import static io.github.matting4j.convert.paddle.Conversions.program;
import static io.github.matting4j.graph.rewrite.GraphLab.distance;
import static io.github.matting4j.graph.rewrite.GraphLab.run;
import static io.github.matting4j.testdata.paddle.PaddleProgram.FLOAT32;
import static io.github.matting4j.testdata.paddle.PaddleProgram.INT64;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators on elements compute in ONNX Runtime what Paddle's formulas say. */
class ElementConversionTest {
  private static final double TIGHT = 2e-6;

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
    assertUnary(new Operator("sigmoid"), ElementConversionTest::sigmoid);
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
