package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.PixelRows;
import org.junit.jupiter.api.Test;

class CompositingTest {
  private static final int BLUE = 0xFF2040A0;
  private static final int RED = 0xFFE01010;

  @Test
  void checkerboardHasSquaresOfSixteen() {
    ArgbImage photo = ArgbImage.filled(40, 40, RED);
    ArgbImage board =
        Composer.onto(Background.checkerboard()).compose(photo, AlphaMatte.filled(40, 40, 0f));
    assertThat(board.argb(0, 0)).isEqualTo(0xFFFFFFFF);
    assertThat(board.argb(16, 0)).isEqualTo(0xFFCCCCCC);
    assertThat(board.argb(0, 16)).isEqualTo(0xFFCCCCCC);
    assertThat(board.argb(39, 39)).isEqualTo(0xFFFFFFFF);
  }

  /** A red disc on blue: however wide the blur, no red comes out of the disc. */
  @Test
  void blurredBackgroundHasNothingOfThePerson() {
    AlphaMatte matte = disc(160, 120);
    int[] pixels = new int[160 * 120];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = matte.alpha(i % 160, i / 160) > 0 ? RED : BLUE;
    }
    ArgbImage photo = ArgbImage.adopt(160, 120, pixels);
    for (int radius : new int[] {1, 5, 40, 500}) {
      PixelRows rows = Background.blurred(radius).rows(photo, matte);
      int[] row = new int[160];
      for (int y = 0; y < 120; y++) {
        rows.read(y, row);
        for (int argb : row) {
          assertThat(argb >>> 24).isEqualTo(255);
          assertThat(argb >> 16 & 0xFF).isCloseTo(BLUE >> 16 & 0xFF, within(1));
          assertThat(argb & 0xFF).isCloseTo(BLUE & 0xFF, within(1));
        }
      }
    }
  }

  @Test
  void blurKeepsTheMeanAndFlattens() {
    int[] pixels = new int[200 * 100];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 200 / 4 % 2 == 0 ? 0xFF000000 : 0xFFFFFFFF;
    }
    ArgbImage photo = ArgbImage.adopt(200, 100, pixels);
    PixelRows rows = Background.blurred(30).rows(photo, AlphaMatte.filled(200, 100, 0f));
    int[] row = new int[200];
    rows.read(50, row);
    for (int x = 30; x < 170; x++) {
      assertThat(row[x] & 0xFF).isCloseTo(128, within(12));
    }
  }

  /** Nobody to leave out, nothing to see: no division by nothing. */
  @Test
  void blurOfAPhotoThatIsAllPersonIsOpaque() {
    ArgbImage photo = ArgbImage.filled(20, 10, RED);
    ArgbImage composed =
        Composer.onto(Background.blurred(4)).compose(photo, AlphaMatte.filled(20, 10, 1f));
    assertThat(composed.toArray()).containsOnly(RED);
  }

  @Test
  void linearLightMixesAsLightDoes() {
    ArgbImage photo = ArgbImage.filled(8, 8, 0xFFFFFFFF);
    Composer composer =
        Composer.onto(Background.BLACK).estimating(ForegroundEstimator.none()).inLinearLight();
    ArgbImage half = composer.compose(photo, AlphaMatte.filled(8, 8, 0.5f));
    assertThat(half.argb(3, 3)).isEqualTo(0xFFBCBCBC); // sRGB of 0.5 is 187.5
    for (float alpha : new float[] {0f, 0.1f, 0.37f, 0.9f, 1f}) {
      int level = composer.compose(photo, AlphaMatte.filled(8, 8, alpha)).argb(0, 0) & 0xFF;
      assertThat((double) level).isCloseTo(255 * encoded(alpha), within(0.501));
    }
  }

  @Test
  void blurRadiusIsChecked() {
    assertThatThrownBy(() -> Background.blurred(0)).hasMessageContaining("radius is 0");
  }

  private static double encoded(double linear) {
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }

  private static AlphaMatte disc(int width, int height) {
    float[] alpha = new float[width * height];
    for (int i = 0; i < alpha.length; i++) {
      double distance = Math.hypot(i % width - width / 2.0, i / width - height / 2.0);
      alpha[i] = distance < height / 3.0 ? 1f : 0f;
    }
    return AlphaMatte.adopt(width, height, alpha);
  }
}
