package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 16 bits per channel, all the way. */
class Composer16BitTest {
  private static final int WIDTH = 61;
  private static final int HEIGHT = 43;
  private static final Argb16Image PHOTO = noise(7, true);
  private static final AlphaMatte MATTE = matte();
  private static final ForegroundEstimator NONE = ForegroundEstimator.none();

  /** Half a level of 65535 and float arithmetic, a hundredth of a level. */
  private static final double ROUNDING = 0.51;

  @Test
  void packedPixelsWidenAndRoundBack() {
    assertThat(Argb16Image.widened(0x80FF0001)).isEqualTo(0x8080FFFF00000101L);
    for (int level = 0; level < 65536; level++) {
      long grey = level * 0x0001000100010001L;
      assertThat(Argb16Image.rounded(grey)).isEqualTo((int) Math.round(level / 257.0) * 0x01010101);
    }
    int[] pixels = new Random(1).ints(50).toArray();
    ArgbImage image = ArgbImage.adopt(10, 5, pixels);
    assertThat(Argb16Image.of(image).toArgb().toArray()).isEqualTo(pixels);
  }

  @Test
  void rowsOfFloatsRoundBackToTheSameLevels() {
    float[] rgba = new float[4 * WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      PHOTO.readColours(y, rgba);
      for (int x = 0; x < WIDTH; x++) {
        for (int c = 0; c < 4; c++) {
          int shift = c == 3 ? 48 : 32 - 16 * c;
          int level = (int) (PHOTO.argb(x, y) >>> shift) & 0xFFFF;
          assertThat((int) (rgba[4 * x + c] * 65535 + 0.5f)).isEqualTo(level);
        }
      }
    }
  }

  @Test
  void cutOutKeepsEveryBitOfTheColours() {
    Argb16Image cutOut = Composer.cutOut().estimating(NONE).compose(PHOTO, MATTE);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(cutOut.argb(x, y) << 16).isEqualTo(PHOTO.argb(x, y) << 16);
        assertThat((double) (cutOut.argb(x, y) >>> 48))
            .isCloseTo(65535.0 * MATTE.alpha(x, y), within(ROUNDING));
      }
    }
  }

  @Test
  void compositeIsWithinHalfALevelOfTheExactValue() {
    Argb16Image behind = noise(8, true);
    Argb16Image see = noise(9, false);
    Background background = Background.image(behind, Background.Fit.COVER);
    for (Argb16Image photo : List.of(PHOTO, see)) {
      Argb16Image composed = Composer.onto(background).estimating(NONE).compose(photo, MATTE);
      assertThat(composed.isOpaque()).isTrue();
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          double a = MATTE.alpha(x, y) * ((photo.argb(x, y) >>> 48) / 65535.0);
          for (int shift = 0; shift <= 32; shift += 16) {
            double exact = a * level(photo, x, y, shift) + (1 - a) * level(behind, x, y, shift);
            assertThat((double) level(composed, x, y, shift)).isCloseTo(exact, within(ROUNDING));
          }
        }
      }
    }
  }

  /** The 8-bit kernels are another code: both must say the same of the same picture. */
  @Test
  void bothDepthsAgree() {
    ArgbImage eight = PHOTO.toArgb();
    Argb16Image argb16 = Argb16Image.of(eight);
    List<Composer> composers = new ArrayList<>();
    composers.add(Composer.cutOut());
    composers.add(Composer.cutOut().estimating(NONE));
    composers.add(Composer.cutOut().premultiplied());
    composers.add(Composer.onto(Background.parse("#3A7F01")));
    composers.add(Composer.onto(Background.checkerboard()).inLinearLight());
    composers.add(Composer.onto(Background.blurred(6)));
    composers.add(
        Composer.onto(Background.image(noise(4, true), Background.Fit.CONTAIN, 0x123456)));
    for (Composer composer : composers) {
      int[] one = composer.compose(eight, MATTE).toArray();
      int[] other = composer.compose(argb16, MATTE).toArgb().toArray();
      for (int i = 0; i < one.length; i++) {
        for (int shift = 0; shift < 32; shift += 8) {
          assertThat(one[i] >> shift & 0xFF).isCloseTo(other[i] >> shift & 0xFF, within(1));
        }
      }
    }
  }

  @Test
  void linearLightMixesAsLightDoes() {
    Argb16Image white = Argb16Image.of(ArgbImage.filled(4, 4, 0xFFFFFFFF));
    Composer composer = Composer.onto(Background.BLACK).estimating(NONE).inLinearLight();
    for (float alpha : new float[] {0f, 0.002f, 0.1f, 0.37f, 0.9f, 1f}) {
      double linear = alpha;
      double encoded =
          linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
      Argb16Image result = composer.compose(white, AlphaMatte.filled(4, 4, alpha));
      assertThat((double) level(result, 1, 1, 0)).isCloseTo(65535 * encoded, within(ROUNDING));
    }
  }

  @Test
  void estimatedColoursLeaveOpaquePixelsExactAndMoveSoftOnes() {
    Argb16Image cutOut = Composer.cutOut().compose(PHOTO, MATTE);
    int moved = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean same = cutOut.argb(x, y) << 16 == PHOTO.argb(x, y) << 16;
        if (MATTE.alpha(x, y) == 1f) {
          assertThat(same).isTrue();
        }
        moved += same ? 0 : 1;
      }
    }
    assertThat(moved).isGreaterThan(100);
  }

  /** A gradient of half a level of 8 bits over the whole width survives; 8 bits lose it. */
  /** A smooth photo of 16 bits behind and in front of a soft edge: no steps of 1/255. */
  @Test
  void theForegroundIsEstimatedAtSixteenBits() {
    int width = 400;
    long[] pixels = new long[width * 8];
    float[] alpha = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      alpha[i] = Math.max(0, Math.min(1, (x - 40) / 320f));
      long level = Math.round(20000 * alpha[i] + 40000 * (1 - alpha[i]));
      pixels[i] = 0xFFFFL << 48 | level << 32 | level << 16 | level;
    }
    Argb16Image photo = Argb16Image.adopt(width, 8, pixels);
    Argb16Image found =
        ForegroundEstimator.multiLevel().estimate(photo, AlphaMatte.adopt(width, 8, alpha));
    long levels =
        IntStream.range(100, 350).map(x -> (int) found.argb(x, 4) & 0xFFFF).distinct().count();
    assertThat(levels).isGreaterThan(50);
    for (int x = 100; x < 350; x++) {
      assertThat((int) found.argb(x, 4) & 0xFFFF).isCloseTo(20000, within(600));
    }
  }

  @Test
  void theBlurredBackgroundHasMoreThanEightBits() {
    long[] pixels = new long[200 * 20];
    for (int i = 0; i < pixels.length; i++) {
      long level = 30000 + i % 200;
      pixels[i] = 0xFFFFL << 48 | level << 32 | level << 16 | level;
    }
    Argb16Image photo = Argb16Image.adopt(200, 20, pixels);
    Argb16Image blurred =
        Composer.onto(Background.blurred(3)).compose(photo, AlphaMatte.filled(200, 20, 0f));
    for (int x = 20; x < 180; x++) {
      assertThat(level(blurred, x, 10, 0)).isCloseTo(30000 + x, within(2));
    }
  }

  private static int level(Argb16Image image, int x, int y, int shift) {
    return (int) (image.argb(x, y) >>> shift) & 0xFFFF;
  }

  private static Argb16Image noise(long seed, boolean opaque) {
    long[] pixels = new Random(seed).longs(WIDTH * HEIGHT).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= opaque ? 0xFFFFL << 48 : 0;
    }
    return Argb16Image.adopt(WIDTH, HEIGHT, pixels);
  }

  private static AlphaMatte matte() {
    Random random = new Random(2);
    float[] alpha = new float[WIDTH * HEIGHT];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextFloat();
    }
    return AlphaMatte.adopt(WIDTH, HEIGHT, alpha);
  }
}
