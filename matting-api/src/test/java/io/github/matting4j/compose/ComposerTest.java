package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComposerTest {
  private static final long SEED = 3;

  /** With the photo's own colours, so that results are exact. */
  private static final Composer RAW_CUT_OUT =
      Composer.cutOut().estimating(ForegroundEstimator.none());

  /** Half a level is the rounding itself; the rest is float arithmetic. */
  private static final double ROUNDING = 0.5 + 1e-4;

  private static final int[][] SIZES = {{1, 1}, {2, 3}, {17, 5}, {1, 4096}, {333, 200}};

  @Test
  void cutOutKeepsColoursAndRoundsAlpha() {
    for (int[] size : SIZES) {
      ArgbImage photo = photo(size[0], size[1], true);
      AlphaMatte matte = matte(size[0], size[1]);
      ArgbImage cutOut = RAW_CUT_OUT.compose(photo, matte);
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          assertThat(cutOut.argb(x, y) & 0xFFFFFF).isEqualTo(photo.argb(x, y) & 0xFFFFFF);
          assertThat(cutOut.argb(x, y) >>> 24).isEqualTo(Math.round(255 * matte.alpha(x, y)));
        }
      }
    }
  }

  /** The way without a layer estimates colours row by row. */
  @Test
  void composingAtOnceIsAsInTwoHalves() {
    for (boolean opaque : new boolean[] {true, false}) {
      ArgbImage photo = photo(150, 90, opaque);
      AlphaMatte matte = matte(150, 90);
      for (Composer composer :
          new Composer[] {
            Composer.cutOut(),
            Composer.cutOut().premultiplied(),
            Composer.onto(Background.WHITE),
            Composer.cutOut().estimating(ForegroundEstimator.publishedMultiLevel())
          }) {
        ArgbImage atOnce = composer.compose(photo, matte);
        ArgbImage inTwo = composer.compose(composer.layer(photo, matte)).toArgb();
        assertThat(atOnce.toArray()).isEqualTo(inTwo.toArray());
      }
    }
  }

  @Test
  void photosOwnTransparencyCounts() {
    ArgbImage photo = photo(64, 64, false);
    AlphaMatte matte = matte(64, 64);
    ArgbImage straight = RAW_CUT_OUT.compose(photo, matte);
    ArgbImage premultiplied = RAW_CUT_OUT.premultiplied().compose(photo, matte);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        double alpha = (double) matte.alpha(x, y) * (photo.argb(x, y) >>> 24);
        assertThat(straight.argb(x, y) >>> 24).isCloseTo((int) Math.round(alpha), within(1));
        assertThat((double) (straight.argb(x, y) >>> 24)).isCloseTo(alpha, within(ROUNDING));
        for (int shift = 0; shift < 24; shift += 8) {
          double exact = alpha / 255 * (photo.argb(x, y) >> shift & 0xFF);
          assertThat((double) (premultiplied.argb(x, y) >> shift & 0xFF))
              .isCloseTo(exact, within(ROUNDING));
          assertThat(premultiplied.argb(x, y) >> shift & 0xFF)
              .isLessThanOrEqualTo(premultiplied.argb(x, y) >>> 24);
        }
      }
    }
  }

  @Test
  void compositeIsWithinHalfALevelOfTheExactValue() {
    for (int[] size : SIZES) {
      for (boolean opaque : new boolean[] {true, false}) {
        ArgbImage photo = photo(size[0], size[1], opaque);
        AlphaMatte matte = matte(size[0], size[1]);
        ArgbImage behind = photo(size[0], size[1], true);
        Background background = Background.image(behind, Background.Fit.COVER);
        ArgbImage composed =
            Composer.onto(background).estimating(ForegroundEstimator.none()).compose(photo, matte);
        assertThat(worstError(photo, matte, behind, composed)).isLessThanOrEqualTo(ROUNDING);
        assertThat(composed.isOpaque()).isTrue();
      }
    }
  }

  @Test
  void alphaOneIsThePhotoAndZeroTheBackground() {
    ArgbImage photo = photo(40, 30, true);
    ArgbImage behind = ArgbImage.filled(40, 30, 0xFF3A7F01);
    Composer composer = Composer.onto(Background.parse("#3A7F01"));
    assertThat(composer.compose(photo, AlphaMatte.filled(40, 30, 1f)).toArray())
        .isEqualTo(photo.toArray());
    assertThat(composer.compose(photo, AlphaMatte.filled(40, 30, 0f)).toArray())
        .isEqualTo(behind.toArray());
  }

  @Test
  void differentSizesAreBothNamed() {
    assertThatThrownBy(() -> RAW_CUT_OUT.compose(photo(4, 3, true), AlphaMatte.filled(3, 4, 1f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("matte is 3x4")
        .hasMessageContaining("photo is 4x3");
  }

  private static double worstError(
      ArgbImage photo, AlphaMatte matte, ArgbImage behind, ArgbImage composed) {
    double worst = 0;
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        double a = matte.alpha(x, y) * ((photo.argb(x, y) >>> 24) / 255.0);
        for (int shift = 0; shift < 24; shift += 8) {
          double front = photo.argb(x, y) >> shift & 0xFF;
          double back = behind.argb(x, y) >> shift & 0xFF;
          double exact = a * front + (1 - a) * back;
          worst = Math.max(worst, Math.abs(exact - (composed.argb(x, y) >> shift & 0xFF)));
        }
      }
    }
    return worst;
  }

  private static ArgbImage photo(int width, int height, boolean opaque) {
    int[] pixels = new Random(SEED).ints(width * height).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= opaque ? 0xFF000000 : 0;
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  /** Random alphas, a third of them exactly 0 or 1. */
  private static AlphaMatte matte(int width, int height) {
    Random random = new Random(SEED + 1);
    float[] alpha = new float[width * height];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextFloat();
    }
    return AlphaMatte.adopt(width, height, alpha);
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  private static org.assertj.core.data.Offset<Integer> within(int value) {
    return org.assertj.core.data.Offset.offset(value);
  }
}
