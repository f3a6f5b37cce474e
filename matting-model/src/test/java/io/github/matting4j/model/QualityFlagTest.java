package io.github.matting4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A true matte raises no flag; faults put in raise theirs. */
class QualityFlagTest {
  private static SyntheticPortrait portrait;
  private static ArgbImage photo;

  @BeforeAll
  static void draw() {
    portrait = SyntheticPortraits.headAndShoulders(12).size(480, 600).render();
    photo = ArgbImage.adopt(portrait.width(), portrait.height(), portrait.argb());
  }

  private static AlphaMatte matte(float[] alpha) {
    return AlphaMatte.adopt(portrait.width(), portrait.height(), alpha);
  }

  @Test
  void aTrueMatteRaisesNone() {
    assertThat(QualityFlag.of(photo, matte(portrait.alpha()))).isEmpty();
  }

  @Test
  void anEmptyMatteHasNoSubject() {
    assertThat(QualityFlag.of(photo, AlphaMatte.filled(photo.width(), photo.height(), 0)))
        .containsExactly(QualityFlag.NO_SUBJECT);
    assertThat(QualityFlag.of(photo, AlphaMatte.filled(photo.width(), photo.height(), 0.2f)))
        .containsExactly(QualityFlag.NO_SUBJECT);
  }

  @Test
  void aShiftedPersonIsCutByTheFrameAndAtOddsWithEdges() {
    float[] alpha = portrait.alpha();
    float[] shifted = new float[alpha.length];
    int w = portrait.width();
    int shift = w / 3;
    for (int y = 0; y < portrait.height(); y++) {
      System.arraycopy(alpha, y * w, shifted, y * w + shift, w - shift);
    }
    assertThat(QualityFlag.of(photo, matte(shifted))).contains(QualityFlag.CUT_BY_FRAME);
  }

  @Test
  void aVeilOverThePersonIsUndecided() {
    float[] alpha = portrait.alpha();
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] *= 0.6f;
    }
    assertThat(QualityFlag.of(photo, matte(alpha))).contains(QualityFlag.LARGE_UNDECIDED);
  }

  @Test
  void scatteredPartsAreFragments() {
    float[] alpha = portrait.alpha();
    int w = portrait.width();
    for (int y = 0; y < portrait.height(); y++) {
      for (int x = 0; x < w; x++) {
        if (y / 40 % 2 == 0 || x / 40 % 2 == 0) {
          alpha[y * w + x] = 0;
        }
      }
    }
    assertThat(QualityFlag.of(photo, matte(alpha))).contains(QualityFlag.FRAGMENTED);
  }

  /** A torn piece of the background beside the person, half transparent. */
  @Test
  void softPiecesBesideThePersonAreFragments() {
    float[] alpha = portrait.alpha();
    fill(alpha, 0.02, 0.05, 0.24, 0.34, 0.7f);
    assertThat(QualityFlag.of(photo, matte(alpha))).contains(QualityFlag.FRAGMENTED);
    fill(alpha, 0.02, 0.05, 0.24, 0.34, 1f); // solid, it may be a second person
    assertThat(QualityFlag.of(photo, matte(alpha))).doesNotContain(QualityFlag.FRAGMENTED);
  }

  /** Enclosed by the body, or where it goes on below the frame; a gap in it is none. */
  @Test
  void softPatchesOfTheBodyAreHoles() {
    float[] enclosed = portrait.alpha();
    fill(enclosed, 0.45, 0.75, 0.55, 0.85, 0.6f);
    assertThat(QualityFlag.of(photo, matte(enclosed))).containsExactly(QualityFlag.SOFT_HOLES);
    float[] below = portrait.alpha();
    fill(below, 0.45, 0.85, 0.55, 1, 0.6f);
    assertThat(QualityFlag.of(photo, matte(below))).containsExactly(QualityFlag.SOFT_HOLES);
    float[] gap = portrait.alpha();
    fill(gap, 0.45, 0.75, 0.55, 0.85, 0f);
    assertThat(QualityFlag.of(photo, matte(gap))).doesNotContain(QualityFlag.SOFT_HOLES);
    assertThat(QualityFlag.SOFT_HOLES.doubtsWhole()).isFalse();
  }

  private static void fill(
      float[] alpha, double left, double top, double right, double bottom, float value) {
    int w = portrait.width();
    int h = portrait.height();
    for (int y = (int) (top * h); y < (int) (bottom * h); y++) {
      for (int x = (int) (left * w); x < (int) (right * w); x++) {
        alpha[y * w + x] = value;
      }
    }
  }

  /** A matte in doubt is compared with that of a second run, any other is not. */
  @Test
  void theSecondRunDecidesWhereTheFirstIsInDoubt() {
    AlphaMatte sure = matte(portrait.alpha());
    Supplier<AlphaMatte> none =
        () -> {
          throw new AssertionError("no second run is needed");
        };
    assertThat(QualityFlag.checked(photo, sure, none)).isEmpty();
    float[] faint = portrait.alpha();
    for (int i = 0; i < faint.length; i++) {
      faint[i] *= 0.9f;
    }
    AlphaMatte doubtful = matte(faint);
    assertThat(QualityFlag.of(photo, doubtful)).contains(QualityFlag.LARGE_UNDECIDED);
    assertThat(QualityFlag.checked(photo, doubtful, () -> doubtful))
        .doesNotContain(QualityFlag.LARGE_UNDECIDED, QualityFlag.MIRRORED_DIFFERS);
    float[] other = faint.clone();
    fill(other, 0, 0.6, 1, 1, 0f);
    assertThat(QualityFlag.checked(photo, doubtful, () -> matte(other)))
        .contains(QualityFlag.MIRRORED_DIFFERS)
        .doesNotContain(QualityFlag.LARGE_UNDECIDED);
  }

  @Test
  void anOutlineInAFlatWallIsAtOddsWithEdges() {
    ArgbImage wall = ArgbImage.filled(400, 300, 0xFFB0A898);
    float[] disc = new float[400 * 300];
    for (int i = 0; i < disc.length; i++) {
      disc[i] = Math.hypot(i % 400 - 200, i / 400 - 150) < 80 ? 1 : 0;
    }
    assertThat(QualityFlag.of(wall, AlphaMatte.adopt(400, 300, disc)))
        .containsExactly(QualityFlag.AT_ODDS_WITH_EDGES);
  }

  @Test
  void anySizeWorks() {
    Random random = new Random(3);
    for (int[] size : new int[][] {{1, 1}, {2, 3}, {1, 4096}, {4096, 1}, {257, 513}}) {
      float[] alpha = new float[size[0] * size[1]];
      for (int i = 0; i < alpha.length; i++) {
        alpha[i] = random.nextFloat();
      }
      assertThat(
              QualityFlag.of(
                  ArgbImage.filled(size[0], size[1], -1),
                  AlphaMatte.adopt(size[0], size[1], alpha)))
          .isNotNull();
    }
    assertThatThrownBy(() -> QualityFlag.of(ArgbImage.filled(3, 2, -1), AlphaMatte.filled(2, 3, 0)))
        .hasMessageContaining("2x3");
  }
}
