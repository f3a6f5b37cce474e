package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatteCleanerTest {
  private static final MatteCleaner SPECKS = MatteCleaner.none().droppingSpecks();
  private static final MatteCleaner HAZE = MatteCleaner.none().clearingHaze();
  private static final int WIDTH = 400;
  private static final int HEIGHT = 300;

  /** A person of 80x200 pixels, standing. */
  private static float[] person() {
    float[] alpha = new float[WIDTH * HEIGHT];
    put(alpha, 60, 80, 80, 200, 1f);
    return alpha;
  }

  private static void put(float[] alpha, int left, int top, int width, int height, float value) {
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        alpha[y * WIDTH + x] = value;
      }
    }
  }

  private static AlphaMatte matte(float[] alpha) {
    return AlphaMatte.copyOf(WIDTH, HEIGHT, alpha);
  }

  @Test
  void nothingHappensUnasked() {
    float[] alpha = person();
    put(alpha, 300, 20, 2, 2, 1f);
    AlphaMatte matte = matte(alpha);
    assertThat(MatteCleaner.none().clean(matte)).isSameAs(matte);
  }

  @Test
  void specksGoWithTheirHaloAndNothingElse() {
    float[] expected = person();
    put(expected, 140, 80, 1, 200, 0.02f); // the person's own faint edge stays
    float[] alpha = expected.clone();
    put(alpha, 297, 17, 10, 10, 0.02f); // halo
    put(alpha, 300, 20, 4, 4, 0.8f); // mass 12.8 of at most 24
    put(alpha, 20, 250, 3, 1, 0.06f);
    AlphaMatte cleaned = SPECKS.clean(matte(alpha));
    assertThat(cleaned.toArray()).isEqualTo(expected);
    AlphaMatte clean = matte(expected);
    assertThat(SPECKS.clean(clean)).isSameAs(clean);
  }

  @Test
  void diagonalNeighboursHangTogether() {
    float[] alpha = person();
    for (int i = 0; i < 20; i++) {
      alpha[(80 - 1 - i) * WIDTH + 140 + i] = 0.3f; // a strand of hair, one pixel wide
    }
    AlphaMatte matte = matte(alpha);
    assertThat(SPECKS.clean(matte)).isSameAs(matte);
  }

  /** Joined only at the bottom: the pieces must be found to be one, whatever the order of rows. */
  @Test
  void shapesThatJoinLateAreOne() {
    float[] alpha = person();
    for (int tooth = 0; tooth < 8; tooth++) {
      put(alpha, 200 + 4 * tooth, 100, 2, 10, 1f);
    }
    put(alpha, 200, 110, 30, 2, 1f); // 220 pixels in all, each tooth 20
    AlphaMatte matte = matte(alpha);
    assertThat(SPECKS.clean(matte)).isSameAs(matte);
  }

  @Test
  void aFarSmallPersonStays() {
    float[] alpha = person();
    put(alpha, 330, 100, 5, 14, 0.9f); // a 14th as tall
    AlphaMatte matte = matte(alpha);
    assertThat(SPECKS.clean(matte)).isSameAs(matte);
  }

  /** Small beside the picture, but all that there is. */
  @Test
  void theOnlyPersonStaysHoweverSmall() {
    float[] alpha = new float[WIDTH * HEIGHT];
    put(alpha, 200, 150, 2, 5, 0.7f);
    AlphaMatte matte = matte(alpha);
    assertThat(SPECKS.clean(matte)).isSameAs(matte);
    AlphaMatte empty = AlphaMatte.filled(WIDTH, HEIGHT, 0f);
    assertThat(SPECKS.clean(empty)).isSameAs(empty);
  }

  @ParameterizedTest
  @ValueSource(strings = {"couple-leaves", "two-apart-seaside", "small-person-seaside"})
  void drawnPeopleStayAndSpecksPutBesideThemGo(String name) throws IOException {
    float[] truth = DrawnMattes.kept(name).toArray();
    float[] specked = truth.clone();
    int specks = 0;
    for (int y = 4; y < 356; y += 40) {
      for (int x = 4; x < 476; x += 40) {
        if (isClear(truth, x, y, 8)) {
          specked[y * 480 + x] = 1f;
          specked[y * 480 + x + 1] = 0.6f;
          specks++;
        }
      }
    }
    assertThat(specks).isGreaterThan(10);
    AlphaMatte cleaned = SPECKS.clean(AlphaMatte.adopt(480, 360, specked));
    AlphaMatte clean = SPECKS.clean(AlphaMatte.copyOf(480, 360, truth));
    assertThat(cleaned.toArray()).isEqualTo(clean.toArray());
    double lost = AlphaMatte.copyOf(480, 360, truth).mean() - clean.mean();
    assertThat(lost * 480 * 360).as("mass lost of people").isLessThan(10);
  }

  private static boolean isClear(float[] alpha, int x, int y, int around) {
    for (int dy = -around; dy <= around; dy++) {
      for (int dx = -around; dx <= around; dx++) {
        int nx = x + dx;
        int ny = y + dy;
        if (nx >= 0 && ny >= 0 && nx < 480 && ny < 360 && alpha[ny * 480 + nx] > 0) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void hardEdgesAreZeroOrOneAndComeLast() {
    float[] alpha = person();
    put(alpha, 59, 80, 1, 200, 0.5f);
    put(alpha, 58, 80, 1, 200, 0.4999f);
    put(alpha, 300, 20, 3, 3, 1f);
    float[] expected = person();
    put(expected, 59, 80, 1, 200, 1f);
    put(expected, 300, 20, 3, 3, 1f);
    assertThat(MatteCleaner.none().hardeningEdges().clean(matte(alpha)).toArray())
        .isEqualTo(expected);
    put(expected, 300, 20, 3, 3, 0f);
    assertThat(SPECKS.hardeningEdges().clean(matte(alpha)).toArray()).isEqualTo(expected);
  }

  @Test
  void hazeGoesFarFromThePersonAndStaysBesideIt() {
    float[] alpha = person();
    put(alpha, 0, 0, WIDTH, 40, 0.04f);
    put(alpha, 141, 80, 3, 200, 0.04f); // the person's own faint edge
    put(alpha, 200, 80, 200, 200, 0.02f);
    put(alpha, 80, 120, 40, 120, 0.97f); // a film on the body
    put(alpha, 95, 150, 10, 10, 0.6f); // a hole in it
    float[] cleaned = HAZE.clean(matte(alpha)).toArray();
    assertThat(cleaned[10 * WIDTH + 100]).isZero();
    assertThat(cleaned[150 * WIDTH + 300]).isZero();
    assertThat(cleaned[150 * WIDTH + 142]).isEqualTo(0.04f);
    assertThat(cleaned[220 * WIDTH + 100]).isEqualTo(1f);
    assertThat(cleaned[155 * WIDTH + 100]).isEqualTo(0.6f);
    assertThat(cleaned[148 * WIDTH + 100]).isEqualTo(0.97f);
    AlphaMatte clean = matte(person());
    assertThat(HAZE.clean(clean)).isSameAs(clean);
  }

  @Test
  void theFloorOfHazeIsAnOption() {
    float[] alpha = person();
    put(alpha, 250, 80, 100, 100, 0.08f);
    AlphaMatte matte = matte(alpha);
    assertThat(MatteCleaner.none().clearingHaze(0).clean(matte)).isSameAs(matte);
    assertThat(HAZE.clean(matte).alpha(300, 130)).isBetween(0.03f, 0.08f);
    assertThat(MatteCleaner.none().clearingHaze(0.1).clean(matte).alpha(300, 130)).isZero();
    assertThatThrownBy(() -> HAZE.clearingHaze(0.3)).hasMessageContaining("0.25");
  }

  /** Alphas rise with distance from 0 to what they were without a step. */
  @Test
  void hazeFadesWithoutAStep() {
    float[] alpha = person();
    put(alpha, 140, 80, WIDTH - 140, 200, 0.05f);
    float[] cleaned = HAZE.clean(matte(alpha)).toArray();
    float[] row = Arrays.copyOfRange(cleaned, 150 * WIDTH + 140, 151 * WIDTH);
    assertThat(row[0]).isEqualTo(0.05f);
    assertThat(row[row.length - 1]).isZero();
    for (int x = 1; x < row.length; x++) {
      assertThat(row[x]).isBetween(row[x - 1] - 0.01f, row[x - 1]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bride-veil", "up-do-sheer-sleeves", "wavy-hair-leaves"})
  void drawnVeilsSheerClothAndHairKeepTheirAlphas(String name) throws IOException {
    assertThat(shareChanged(DrawnMattes.kept(name))).isLessThan(2e-4);
  }

  /** Puffs of an alpha of at most 0.3 that thin out to nothing. */
  @Test
  void smokeKeepsItsAlphas() {
    float[] alpha = person();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double smoke = 0;
        for (int puff = 0; puff < 4; puff++) {
          double dx = (x - 160 - 40 * puff) / (14.0 + 5 * puff);
          double dy = (y - 90 + 15 * puff) / (10.0 + 4 * puff);
          smoke += (0.3 - 0.05 * puff) * Math.exp(-(dx * dx + dy * dy) / 2);
        }
        alpha[y * WIDTH + x] = (float) Math.max(alpha[y * WIDTH + x], Math.min(1, smoke));
      }
    }
    AlphaMatte smoke = matte(alpha);
    assertThat(shareChanged(smoke)).isLessThan(0.07); // the thinnest of it
    float[] cleaned = HAZE.clean(smoke).toArray();
    for (int i = 0; i < alpha.length; i++) {
      assertThat(alpha[i] - cleaned[i]).isLessThan(alpha[i] < 0.1f ? 0.04f : 1e-6f);
    }
  }

  /** Clear walls of 0.08 with a bright rim, 40 pixels wide, away from the person. */
  @Test
  void aGlassKeepsItsAlphas() {
    float[] alpha = person();
    put(alpha, 250, 100, 40, 60, 0.7f);
    put(alpha, 252, 102, 36, 56, 0.08f);
    put(alpha, 256, 130, 28, 26, 0.35f); // what is in it
    assertThat(shareChanged(matte(alpha))).isLessThan(2e-3);
  }

  /** What the cleaner changes of all soft alphas, as a share of them. */
  private static double shareChanged(AlphaMatte matte) {
    float[] before = matte.toArray();
    float[] after = HAZE.clean(matte).toArray();
    double changed = 0;
    double soft = 0;
    for (int i = 0; i < before.length; i++) {
      changed += Math.abs(before[i] - after[i]);
      soft += Math.min(before[i], 1 - before[i]);
    }
    return changed / soft;
  }
}
