package io.github.matting4j.kernel.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.analysis.SoftDiscs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeForegroundTest {
  /** Floats against doubles, at worst divided by an alpha of half a level. */
  private static final double ROUNDING = 1e-4;

  @ParameterizedTest
  @CsvSource({
    "1,1,8",
    "2,3,8",
    "1,70,8",
    "70,1,8",
    "33,64,8",
    "45,37,2",
    "150,131,8",
    "129,140,40"
  })
  void equalsTheRuleInDouble(int width, int height, int edge) {
    ArgbImage photo = SoftDiscs.randomPhoto(width, height);
    AlphaMatte matte = SoftDiscs.disc(width, height, edge);
    EdgeForeground found = new EdgeForeground(photo, matte);
    NaiveEdgeForeground naive = new NaiveEdgeForeground(photo, matte);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (matte.alpha(x, y) > 0.5f / 255f && matte.alpha(x, y) < 254.5f / 255f) {
          float[] six = found.solution(x, y);
          double[] expected = naive.solution(x, y);
          for (int c = 0; c < 6; c++) {
            assertThat((double) six[c]).isCloseTo(expected[c], within(ROUNDING));
          }
        }
      }
    }
  }

  @Test
  void aRowIsTheRoundedSolution() {
    ArgbImage photo = SoftDiscs.randomPhoto(150, 131);
    AlphaMatte matte = SoftDiscs.disc(150, 131, 8);
    EdgeForeground found = new EdgeForeground(photo, matte);
    int[] row = new int[150];
    int soft = 0;
    for (int y = 0; y < 131; y++) {
      found.read(y, row);
      for (int x = 0; x < 150; x++) {
        float alpha = matte.alpha(x, y);
        if (alpha <= 0.5f / 255f || alpha >= 254.5f / 255f) {
          assertThat(row[x]).isEqualTo(photo.argb(x, y));
        } else {
          soft++;
          for (int c = 0; c < 3; c++) {
            assertThat(row[x] >> 16 - 8 * c & 0xFF)
                .isEqualTo((int) (found.solution(x, y)[c] * 255f + 0.5f));
          }
        }
      }
    }
    assertThat(soft).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource({"8", "40"})
  void findsThePersonBehindASoftEdge(int edge) {
    AlphaMatte matte = SoftDiscs.disc(200, 150, edge);
    ArgbImage photo = SoftDiscs.mixed(matte);
    EdgeForeground found = new EdgeForeground(photo, matte);
    SoftDiscs.assertFront(matte, found::solution);
  }

  /**
   * The outline is sharp, and the matte is a ramp of 12 pixels over it: no pale thread on the
   * outline, no smear beside it.
   */
  @Test
  void aMatteWiderThanTheOutlineLeavesNoThread() {
    AlphaMatte matte = SoftDiscs.disc(200, 150, 12);
    EdgeForeground found = new EdgeForeground(SoftDiscs.mixed(SoftDiscs.disc(200, 150, 1)), matte);
    List<Double> errors = SoftDiscs.frontErrors(matte, found::solution);
    assertThat(errors.stream().mapToDouble(e -> e).average().orElseThrow())
        .isLessThan(12); // unmixed by the matte's alpha: 15, at most 72
    assertThat(errors).allMatch(e -> e < 50);
  }

  /** On noise, which no smooth F and B explain. */
  @Test
  void overTheEstimatedBackgroundItIsThePhotoWhereTheMatteIsSteep() {
    ArgbImage photo = SoftDiscs.randomPhoto(150, 131);
    AlphaMatte matte = SoftDiscs.disc(150, 131, 2);
    EdgeForeground found = new EdgeForeground(photo, matte);
    for (int y = 0; y < 131; y++) {
      for (int x = 0; x < 150; x++) {
        float[] six = found.solution(x, y);
        float alpha = matte.alpha(x, y);
        for (int c = 0; c < 3; c++) {
          double front = Math.rint(six[c] * 255.0);
          double back = Math.rint(six[c + 3] * 255.0);
          double mixed = Math.rint(alpha * front + (1 - alpha) * back);
          int level = photo.argb(x, y) >> 16 - 8 * c & 0xFF;
          assertThat(mixed).isCloseTo(level, within(2.0));
        }
      }
    }
  }

  @Test
  void decidedMattesChangeNothing() {
    ArgbImage photo = SoftDiscs.randomPhoto(300, 200);
    for (float alpha : new float[] {0f, 0.001f, 0.999f, 1f}) {
      EdgeForeground found = new EdgeForeground(photo, AlphaMatte.filled(300, 200, alpha));
      assertThat(found.toString()).contains(" 0 pixels");
      int[] row = new int[300];
      found.read(7, row);
      int[] expected = new int[300];
      photo.readRow(7, expected, 0);
      assertThat(row).isEqualTo(expected);
    }
  }

  @Test
  void sameInputSameBits() {
    ArgbImage photo = SoftDiscs.randomPhoto(211, 97);
    AlphaMatte matte = SoftDiscs.disc(211, 97, 8);
    EdgeForeground one = new EdgeForeground(photo, matte);
    EdgeForeground two = new EdgeForeground(photo, matte);
    for (int i = 0; i < 211 * 97; i++) {
      assertThat(one.solution(i % 211, i / 211)).isEqualTo(two.solution(i % 211, i / 211));
    }
  }

  @Test
  void halvedBitsAreThoseOfTheirBlocks() {
    BitRows bits = new BitRows(197, 5);
    for (int i = 0; i < 197 * 5; i += 7 + i % 5) {
      bits.set(i % 197, i / 197);
    }
    BitRows half = bits.halved();
    assertThat(half.width()).isEqualTo(99);
    assertThat(half.height()).isEqualTo(3);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 99; x++) {
        boolean any = false;
        for (int v = 2 * y; v < Math.min(5, 2 * y + 2); v++) {
          int next = bits.next(2 * x, v, true);
          any |= next < Math.min(197, 2 * x + 2);
        }
        assertThat(half.next(x, y, true) == x).as(x + "," + y).isEqualTo(any);
      }
    }
  }
}
