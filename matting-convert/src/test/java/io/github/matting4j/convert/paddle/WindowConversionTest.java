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

import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions and pools compute in ONNX Runtime what Paddle's formulas say. */
class WindowConversionTest {
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
}
