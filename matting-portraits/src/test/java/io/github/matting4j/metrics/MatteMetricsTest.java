package io.github.matting4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatteMetricsTest {
  private static final int W = 64;
  private static final int H = 48;

  /** The check vector is printed with 6 decimals (MSE: 8). */
  private static final Offset<Double> PRINTED = within(5.1e-7);

  private static final Offset<Double> PRINTED_MSE = within(5.1e-9);

  @Test
  void wholeImageEqualsTheCheckVector() {
    MatteScores s = MatteMetrics.ofValues(W, H, checkPrediction(), checkTruth()).scores();
    assertThat(s.sad()).isCloseTo(0.209290, PRINTED);
    assertThat(s.mse()).isCloseTo(0.03001046, PRINTED_MSE);
    assertThat(s.grad()).isCloseTo(0.635842, PRINTED);
    assertThat(s.conn()).isCloseTo(0.230773, PRINTED);
  }

  @Test
  void trimapEqualsTheCheckVector() {
    byte[] trimap = Trimaps.around(W, H, checkTruth(), 7);
    MatteMetrics m = MatteMetrics.ofValues(W, H, checkPrediction(), checkTruth()).within(trimap);
    assertThat(m.countedPixels()).isEqualTo(1091);
    assertThat(m.sad()).isCloseTo(0.193565, PRINTED);
    assertThat(m.mse()).isCloseTo(0.07529644, PRINTED_MSE);
    assertThat(m.grad()).isCloseTo(0.453578, PRINTED);
    assertThat(m.conn()).isCloseTo(0.218224, PRINTED);
  }

  @Test
  void floatAndByteEntriesAgreeWithValues() {
    float[] p = checkPrediction();
    float[] g = checkTruth();
    MatteScores values = MatteMetrics.ofValues(W, H, p, g).scores();
    assertThat(MatteMetrics.ofAlpha8(W, H, bytes(p), bytes(g)).scores()).isEqualTo(values);
    assertThat(MatteMetrics.ofAlpha(W, H, scaled(p), scaled(g)).scores()).isEqualTo(values);
  }

  @Test
  void middleRowOfTheGradientFilterIsThePublishedOne() {
    double[] row = {0.02748698, 0.12294591, 0.29347417, 0.31543372, 0};
    for (int j = 0; j < 9; j++) {
      double want = j < 5 ? row[j] : -row[8 - j];
      assertThat(GradientMagnitude.filterX(4, j)).isCloseTo(want, within(5.1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "3,2", "17,1", "1,40", "31,23"})
  void gradientEqualsTheNaiveCorrelation(int w, int h) {
    float[] v = noise(w, h, 7L * w + h);
    float[] fast = GradientMagnitude.of(v, w, h);
    float[] naive = naiveGradient(v, w, h);
    for (int i = 0; i < fast.length; i++) {
      assertThat(fast[i]).isCloseTo(naive[i], within(2e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "17,1", "1,40", "31,23", "40,29"})
  void largestBodyEqualsFloodFill(int w, int h) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      boolean[] mask = new boolean[w * h];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = random.nextInt(10) < 6;
      }
      boolean[] want = floodLargest(mask, w, h);
      boolean[] got = mask.clone();
      new LargestBody(w, h).keepOnly(got);
      assertThat(got).as("seed %d", seed).isEqualTo(want);
    }
  }

  @Test
  void equalMattesHaveNoError() {
    float[] v = noise(33, 21, 5);
    assertThat(MatteMetrics.ofValues(33, 21, v, v).scores()).isEqualTo(new MatteScores(0, 0, 0, 0));
  }

  @Test
  void constantMapsHaveNoGradient() {
    float[] one = new float[35];
    Arrays.fill(one, 255f);
    MatteScores s = MatteMetrics.ofValues(7, 5, one, new float[35]).scores();
    assertThat(s.sad()).isCloseTo(0.035, within(1e-12));
    assertThat(s.mse()).isEqualTo(1.0);
    assertThat(s.grad()).isZero();
    assertThat(s.conn()).isCloseTo(0.035, within(1e-7));
  }

  @Test
  void sureTrimapCountsNothing() {
    byte[] sure = new byte[35];
    MatteMetrics m = MatteMetrics.ofValues(7, 5, noise(7, 5, 1), noise(7, 5, 2)).within(sure);
    assertThat(m.countedPixels()).isZero();
    assertThat(m.scores()).isEqualTo(new MatteScores(0, 0, 0, 0));
  }

  @Test
  void wrongLengthIsRefused() {
    assertThatThrownBy(() -> MatteMetrics.ofValues(3, 3, new float[9], new float[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("truth has 8 values");
  }

  /** Half a second; with a wrong order of growth it would be hours. */
  @Test
  @Timeout(300)
  void fullHdDoesNotTakeHours() {
    float[] g = noise(1920, 1080, 3);
    MatteScores scores = MatteMetrics.ofValues(1920, 1080, noise(1920, 1080, 4), g).scores();
    assertThat(scores).isNotEqualTo(new MatteScores(0, 0, 0, 0));
  }

  static float[] checkTruth() {
    float[] v = new float[W * H];
    for (int y = 6; y < H; y++) {
      for (int x = 0; x < W; x++) {
        v[y * W + x] = Math.max(0, Math.min(255, 16 * (x - 20)));
      }
    }
    return v;
  }

  private static float[] checkPrediction() {
    float[] v = new float[W * H];
    for (int y = 4; y < H; y++) {
      for (int x = 0; x < W; x++) {
        v[y * W + x] = Math.max(0, Math.min(255, 14 * (x - 22) + 3 * (y % 5 - 2)));
      }
    }
    for (int y = 20; y <= 23; y++) {
      Arrays.fill(v, y * W + 2, y * W + 6, 200f);
    }
    return v;
  }

  private static float[] noise(int w, int h, long seed) {
    Random random = new Random(seed);
    float[] v = new float[w * h];
    for (int i = 0; i < v.length; i++) {
      v[i] = random.nextInt(256);
    }
    return v;
  }

  private static byte[] bytes(float[] v) {
    byte[] out = new byte[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (byte) (int) v[i];
    }
    return out;
  }

  private static float[] scaled(float[] v) {
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = v[i] / 255f;
    }
    return out;
  }

  private static float[] naiveGradient(float[] v, int w, int h) {
    float min = Float.MAX_VALUE;
    float max = -Float.MAX_VALUE;
    for (float f : v) {
      min = Math.min(min, f);
      max = Math.max(max, f);
    }
    float[] out = new float[v.length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double gx = 0;
        double gy = 0;
        for (int i = 0; i < 9; i++) {
          for (int j = 0; j < 9; j++) {
            int yy = Math.max(0, Math.min(h - 1, y + i - 4));
            int xx = Math.max(0, Math.min(w - 1, x + j - 4));
            double value = max > min ? (v[yy * w + xx] - min) / (double) (max - min) : 0;
            gx += value * GradientMagnitude.filterX(i, j);
            gy += value * GradientMagnitude.filterX(j, i);
          }
        }
        out[y * w + x] = (float) Math.sqrt(gx * gx + gy * gy);
      }
    }
    return out;
  }

  private static boolean[] floodLargest(boolean[] mask, int w, int h) {
    boolean[] seen = new boolean[mask.length];
    boolean[] best = new boolean[mask.length];
    int bestSize = 0;
    for (int s = 0; s < mask.length; s++) {
      if (!mask[s] || seen[s]) {
        continue;
      }
      boolean[] body = new boolean[mask.length];
      int size = 0;
      java.util.ArrayDeque<Integer> todo = new java.util.ArrayDeque<>();
      todo.add(s);
      seen[s] = true;
      while (!todo.isEmpty()) {
        int i = todo.remove();
        body[i] = true;
        size++;
        int x = i % w;
        int[] next = {
          x > 0 ? i - 1 : -1, x < w - 1 ? i + 1 : -1, i - w, i + w < w * h ? i + w : -1
        };
        for (int n : next) {
          if (n >= 0 && mask[n] && !seen[n]) {
            seen[n] = true;
            todo.add(n);
          }
        }
      }
      if (size > bestSize) {
        bestSize = size;
        best = body;
      }
    }
    return best;
  }
}
