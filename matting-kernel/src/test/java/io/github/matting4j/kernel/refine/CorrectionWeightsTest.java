package io.github.matting4j.kernel.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.kernel.analysis.BitRows;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrectionWeightsTest {
  private static final int SIDE = 40;
  private static final int RADIUS = 4;
  private static final int AT_THE_EDGE = 20 * SIDE + 20;

  /** A vertical edge at column 20. */
  private static float[] edge(double off, double softness) {
    float[] alpha = new float[SIDE * SIDE];
    for (int i = 0; i < alpha.length; i++) {
      double x = i % SIDE - 19.5;
      alpha[i] = (float) Math.max(0, Math.min(1, 0.5 - (x - off) / softness));
    }
    return alpha;
  }

  private static BitRows band() {
    BitRows band = new BitRows(SIDE, SIDE);
    for (int y = 0; y < SIDE; y++) {
      band.set(16, 24, y);
    }
    return band;
  }

  private static float[] weights(float[] matte, float[] solution) {
    return CorrectionWeights.of(band(), matte, solution, RADIUS);
  }

  @Test
  void anEdgeThatIsMovedCounts() {
    for (double off : new double[] {-1.5, -0.8, 0.8, 1.5}) {
      assertThat(weights(edge(off, 2), edge(0, 2))[AT_THE_EDGE]).isEqualTo(1f);
    }
  }

  @Test
  void anEdgeThatIsMovedByLessThanItIsKnownDoesNot() {
    assertThat(weights(edge(0.1, 2), edge(0, 2))[AT_THE_EDGE]).isZero();
  }

  @Test
  void anEdgeThatIsMadeSteeperCountsAndASofterOneDoesNot() {
    assertThat(weights(edge(0, 6), edge(0, 2))[AT_THE_EDGE]).isEqualTo(1f);
    assertThat(weights(edge(0, 2), edge(0, 6))[AT_THE_EDGE]).isZero();
  }

  @Test
  void noiseDoesNotCount() {
    Random random = new Random(1);
    float[] matte = edge(0, 4);
    float[] solution = edge(0, 5);
    for (int i = 0; i < solution.length; i++) {
      solution[i] += (float) (0.2 * (random.nextFloat() - 0.5));
    }
    float[] weights = CorrectionWeights.of(band(), matte, solution, 3 * RADIUS);
    assertThat(weights).containsOnly(0f);
    assertThat(weights(matte, matte)).containsOnly(0f);
  }

  @Test
  void onlySolvedPixelsHaveOneAndEachIsThatOfItsWindow() {
    Random random = new Random(2);
    BitRows solved = new BitRows(SIDE, SIDE);
    float[] matte = new float[SIDE * SIDE];
    float[] solution = new float[matte.length];
    for (int i = 0; i < matte.length; i++) {
      matte[i] = random.nextFloat();
      solution[i] = i % SIDE < 20 ? random.nextFloat() : Math.min(1, matte[i] + 0.5f);
      if (random.nextInt(3) > 0) {
        solved.set(i % SIDE, i / SIDE);
      }
    }
    float[] all = CorrectionWeights.of(solved, matte, solution, RADIUS);
    // what is beyond the window of a pixel does not change its weight
    float[] other = solution.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] = i / SIDE > 20 + RADIUS || i % SIDE > 24 + RADIUS ? 0.3f : other[i];
    }
    float[] some = CorrectionWeights.of(solved, matte, other, RADIUS);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int i = y * SIDE + x;
        if (!solved.has(x, y)) {
          assertThat(all[i]).isZero();
        } else if (y <= 20 && x <= 24) {
          assertThat(some[i]).isCloseTo(all[i], within(1e-5f));
        }
      }
    }
  }
}
