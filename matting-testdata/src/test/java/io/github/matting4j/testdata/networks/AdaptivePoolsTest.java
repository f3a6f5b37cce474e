package io.github.matting4j.testdata.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.OrtRun;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptivePoolsTest {

  private static final int CHANNELS = 2;
  private static final float ROUNDING = 1e-5f;

  static Stream<Arguments> gridsAndBins() {
    List<Arguments> cases = new ArrayList<>();
    int[][] grids = {{8, 8}, {1, 1}, {2, 3}, {6, 5}, {7, 12}, {13, 16}, {17, 9}, {31, 64}};
    for (int[] grid : grids) {
      for (int bins : new int[] {1, 2, 3, 4, 5, 6}) {
        cases.add(Arguments.of(grid[0], grid[1], bins));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("gridsAndBins")
  void exactPoolEqualsItsDefinition(int height, int width, int bins) throws Exception {
    float[] x = noise(CHANNELS * height * width);
    float[] expected = naive(x, height, width, bins);
    OnnxModel fixed = model(AdaptivePooling.EXACT, false, height, width, bins);
    OnnxModel dynamic = model(AdaptivePooling.EXACT, true, height, width, bins);
    assertThat(run(fixed, x, height, width)).containsExactly(expected, within(ROUNDING));
    assertThat(run(dynamic, x, height, width)).containsExactly(expected, within(ROUNDING));
  }

  @Test
  void exportedPoolIsExactOnlyAtSomeSizes() throws Exception {
    assertThat(exportedDeviation(8, 2)).isLessThan(ROUNDING);
    assertThat(exportedDeviation(8, 4)).isLessThan(ROUNDING);
    assertThat(exportedDeviation(8, 6)).isGreaterThan(0.01f);
    assertThat(exportedDeviation(12, 6)).isLessThan(ROUNDING);
    assertThat(exportedDeviation(16, 3)).isLessThan(ROUNDING);
    assertThat(exportedDeviation(16, 5)).isLessThan(ROUNDING);
    assertThat(exportedDeviation(32, 5)).isGreaterThan(0.01f);
  }

  @Test
  void exportedPoolNeedsACellForEachBin() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(AdaptivePooling.EXPORTER, false, 5, 8, 6))
        .withMessageContaining("8x5 cells to 6 bins")
        .withMessageContaining("EXACT");
  }

  @Test
  void exportedPoolNeedsAFixedSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(AdaptivePooling.EXPORTER, true, 8, 8, 6))
        .withMessageContaining("fixed size");
  }

  private static float exportedDeviation(int side, int bins) throws Exception {
    float[] x = noise(CHANNELS * side * side);
    float[] expected = naive(x, side, side, bins);
    float[] actual = run(model(AdaptivePooling.EXPORTER, false, side, side, bins), x, side, side);
    float farthest = 0;
    for (int i = 0; i < expected.length; i++) {
      farthest = Math.max(farthest, Math.abs(expected[i] - actual[i]));
    }
    return farthest;
  }

  private static OnnxModel model(
      AdaptivePooling method, boolean dynamic, int height, int width, int bins) {
    GraphBuilder graph = new GraphBuilder("pool");
    Dim rows = dynamic ? Dim.named("height") : Dim.of(height);
    Dim columns = dynamic ? Dim.named("width") : Dim.of(width);
    graph.input("x", ElementType.FLOAT, Dim.of(1), Dim.of(CHANNELS), rows, columns);
    FeatureGraph features = new FeatureGraph(graph, new Weights(1));
    AdaptivePools pools = new AdaptivePools(features, method, dynamic);
    Feature y = pools.pool(new Feature("x", CHANNELS, height, width, 0, 1), bins);
    graph.output(
        y.tensor(), ElementType.FLOAT, Dim.of(1), Dim.of(CHANNELS), Dim.of(bins), Dim.of(bins));
    return graph.build();
  }

  private static float[] run(OnnxModel model, float[] x, int height, int width) throws Exception {
    try (OrtRun run = OrtRun.open(model)) {
      return run.run(x, 1, CHANNELS, height, width).values();
    }
  }

  private static float[] naive(float[] x, int height, int width, int bins) {
    float[] y = new float[CHANNELS * bins * bins];
    int i = 0;
    for (int c = 0; c < CHANNELS; c++) {
      for (int row = 0; row < bins; row++) {
        for (int column = 0; column < bins; column++) {
          y[i++] = (float) mean(x, c, height, width, bins, row, column);
        }
      }
    }
    return y;
  }

  private static double mean(
      float[] x, int channel, int height, int width, int bins, int row, int column) {
    int top = (int) Math.floor((double) row * height / bins);
    int bottom = (int) Math.ceil((row + 1.0) * height / bins);
    int left = (int) Math.floor((double) column * width / bins);
    int right = (int) Math.ceil((column + 1.0) * width / bins);
    double sum = 0;
    for (int r = top; r < bottom; r++) {
      for (int c = left; c < right; c++) {
        sum += x[(channel * height + r) * width + c];
      }
    }
    return sum / ((bottom - top) * (right - left));
  }

  private static float[] noise(int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }
}
