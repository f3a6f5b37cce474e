package io.github.matting4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.SoftDiscs;
import io.github.matting4j.kernel.refine.ClosedFormBand;
import io.github.matting4j.kernel.refine.ClosedFormTile;
import io.github.matting4j.kernel.refine.MattingLaplacian;
import io.github.matting4j.kernel.refine.NaiveLaplacian;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedFormTest {
  @ParameterizedTest
  @CsvSource({"3,3", "9,7", "12,5"})
  void theOperatorIsThePublishedMatrix(int width, int height) {
    int[] rgb = pixels(width * height);
    float[] plane = alphas(width * height);
    boolean[] unknown = new boolean[rgb.length];
    Arrays.fill(unknown, true);
    float[] product = new float[rgb.length];
    new MattingLaplacian(width, height, rgb, unknown, 1e-3).multiply(plane, product);
    double[][] matrix = NaiveLaplacian.of(width, height, rgb, 1e-3);
    for (int i = 0; i < rgb.length; i++) {
      double expected = 0;
      for (int j = 0; j < rgb.length; j++) {
        expected += matrix[i][j] * plane[j];
      }
      assertThat((double) product[i]).isCloseTo(expected, within(1e-4));
    }
  }

  /** With many steps; fifteen stop short of it on purpose. */
  @Test
  void comesToTheSolutionOfTheLinearSystem() {
    int width = 9;
    int height = 8;
    int[] rgb = pixels(width * height);
    float[] prior = alphas(width * height);
    boolean[] unknown = new boolean[rgb.length];
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = i % 5 != 0;
    }
    double[] expected =
        NaiveLaplacian.solve(
            NaiveLaplacian.of(width, height, rgb, ClosedFormTile.EPSILON),
            prior,
            unknown,
            ClosedFormTile.PRIOR_WEIGHT);
    float[] found = prior.clone();
    ClosedFormTile.solve(width, height, rgb, found, unknown, 300);
    float[] early = prior.clone();
    ClosedFormTile.solve(width, height, rgb, early, unknown, ClosedFormTile.STEPS);
    double before = 0;
    double after = 0;
    for (int i = 0; i < found.length; i++) {
      double exact = Math.max(0, Math.min(1, expected[i]));
      assertThat((double) found[i]).isCloseTo(exact, within(1e-4));
      before += Math.abs(prior[i] - exact);
      after += Math.abs(early[i] - exact);
      if (!unknown[i]) {
        assertThat(found[i]).isEqualTo(prior[i]);
      }
    }
    assertThat(after).isLessThan(0.2 * before);
  }

  /** The same bits, whatever the tiles. */
  @ParameterizedTest
  @ValueSource(ints = {17, 50, 64})
  void tilesAreNotSeen(int tile) {
    AlphaMatte matte = SoftDiscs.disc(150, 131, 30);
    ArgbImage photo = ArgbImage.adopt(150, 131, pixels(150 * 131));
    float[] whole = alphas(150 * 131);
    float[] tiled = whole.clone();
    float[] before = whole.clone();
    new ClosedFormBand(1000).solve(photo, matte, whole, () -> true);
    new ClosedFormBand(tile).solve(photo, matte, tiled, () -> true);
    assertThat(tiled).isEqualTo(whole);
    int changed = 0;
    for (int i = 0; i < whole.length; i++) {
      changed += whole[i] == before[i] ? 0 : 1;
    }
    assertThat(changed).isBetween(8000, 10000); // a ring of 31 pixels
  }

  @Test
  void tilesAfterTheLimitStayAsTheyAre() {
    AlphaMatte matte = SoftDiscs.disc(150, 131, 30);
    ArgbImage photo = ArgbImage.adopt(150, 131, pixels(150 * 131));
    float[] before = alphas(150 * 131);
    float[] whole = before.clone();
    new ClosedFormBand(50).solve(photo, matte, whole, () -> true);
    float[] stopped = before.clone();
    int[] asked = {0};
    new ClosedFormBand(50).solve(photo, matte, stopped, () -> ++asked[0] <= 3);
    for (int y = 0; y < 131; y++) {
      for (int x = 0; x < 150; x++) {
        int i = y * 150 + x;
        assertThat(stopped[i]).isEqualTo(y < 50 ? whole[i] : before[i]);
      }
    }
    assertThat(stopped).isNotEqualTo(before);
  }

  private static int[] pixels(int count) {
    return new Random(2).ints(count).map(p -> p | 0xFF000000).toArray();
  }

  private static float[] alphas(int count) {
    Random random = new Random(3);
    float[] alpha = new float[count];
    for (int i = 0; i < count; i++) {
      alpha[i] = random.nextFloat();
    }
    return alpha;
  }
}
