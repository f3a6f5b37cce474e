package io.github.matting4j.kernel.refine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.kernel.analysis.BitRows;
import org.junit.jupiter.api.Test;

class MisfitBandTest {
  private static final int SIDE = 40;

  /** A soft vertical edge of the photo at column 20, and a matte whose edge is {@code off} it. */
  private static BitRows edge(double off, double softness) {
    int[] rgb = new int[SIDE * SIDE];
    float[] alpha = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      double x = i % SIDE - 19.5;
      int level = 60 + (int) Math.rint(120 * step(x / softness));
      rgb[i] = level << 16 | (250 - level) << 8 | level / 2;
      alpha[i] = (float) step((x - off) / softness);
    }
    GuidedFilter filter = new GuidedFilter(SIDE, SIDE, 2, 1e-4f, GuidedFilter.Keep.FITTED);
    filter.guide(rgb);
    return MisfitBand.of(filter, SIDE, SIDE, alpha, 8);
  }

  private static double step(double x) {
    return Math.max(0, Math.min(1, 0.5 - x));
  }

  private static int count(BitRows rows, int y) {
    int count = 0;
    for (int x = rows.next(0, y, true); x < rows.width(); x++) {
      count += rows.next(x, y, true) == x ? 1 : 0;
    }
    return count;
  }

  @Test
  void theBandIsAsWideAsTheMatteIsOff() {
    assertThat(count(edge(0, 3), SIDE / 2)).isZero();
    int half = count(edge(0.5, 3), SIDE / 2);
    assertThat(half).isPositive();
    assertThat(count(edge(2, 3), SIDE / 2)).isGreaterThan(half);
  }

  @Test
  void wideTransitionsAreLeftAlone() {
    assertThat(count(edge(2, 30), 20)).isZero();
  }

  @Test
  void rangesOfBitsAreSet() {
    for (int[] range : new int[][] {{0, 1}, {3, 64}, {60, 70}, {0, 200}, {63, 129}, {5, 5}}) {
      BitRows rows = new BitRows(200, 2);
      rows.set(range[0], range[1], 1);
      for (int x = 0; x < 200; x++) {
        assertThat(rows.next(x, 1, true) == x).isEqualTo(x >= range[0] && x < range[1]);
        assertThat(rows.next(x, 0, true)).isEqualTo(200);
      }
    }
  }
}
