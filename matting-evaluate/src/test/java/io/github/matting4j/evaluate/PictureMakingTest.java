package io.github.matting4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.evaluate.measure.Numbers;
import io.github.matting4j.evaluate.measure.Place;
import io.github.matting4j.evaluate.measure.Reduction;
import io.github.matting4j.evaluate.report.Html;
import io.github.matting4j.evaluate.report.Renderer;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import org.junit.jupiter.api.Test;

/** The pictures of a report, pixel by pixel. */
class PictureMakingTest {
  @Test
  void aReductionIsTheAreaAverage() {
    int[] pixels = {
      0xFF000000, 0xFFFFFFFF, 0xFF102030, 0xFF102030, 0xFFFFFFFF, 0xFF000000, 0xFF102030, 0xFF102030
    };
    ArgbImage half = Reduction.toLongestSide(ArgbImage.adopt(4, 2, pixels), 2);
    assertThat(half.toArray()).containsExactly(0xFF808080, 0xFF102030);
    ArgbImage uneven =
        Reduction.to(ArgbImage.adopt(3, 1, new int[] {0xFF000000, 0xFF000000, -1}), 2, 1);
    assertThat(uneven.argb(0, 0)).isEqualTo(0xFF000000);
    assertThat(uneven.argb(1, 0)).isEqualTo(0xFFAAAAAA);
    ArgbImage small = ArgbImage.filled(5, 3, 0xFF123456);
    assertThat(Reduction.toLongestSide(small, 5)).isSameAs(small);
    ArgbImage thin = Reduction.toLongestSide(ArgbImage.filled(4000, 1, 0xFF123456), 320);
    assertThat(thin.toString()).isEqualTo("ArgbImage[320x1]");
    assertThat(thin.toArray()).containsOnly(0xFF123456);
  }

  @Test
  void coloursTellTooMuchFromTooLittle() {
    assertThat(Renderer.heat(40f, 0f, false)).isEqualTo(0xFF282828);
    assertThat(Renderer.heat(40f, 1f, false)).isEqualTo(0xFFFF8C00);
    assertThat(Renderer.heat(40f, -1f, false)).isEqualTo(0xFF2F8FFF);
    assertThat(Renderer.heat(40f, 1f, true)).isEqualTo(0xFFFF3DC8);
    assertThat(Renderer.heat(0f, 0.25f, false)).as("half the colour").isEqualTo(0xFF804600);
  }

  @Test
  void aCutOutShowsThePersonAndSquares() {
    ArgbImage photo = ArgbImage.filled(48, 48, 0xFF00AA00);
    float[] alpha = new float[48 * 48];
    java.util.Arrays.fill(alpha, 0, 24 * 48, 1f);
    ArgbImage cutOut = Renderer.cutOut(photo, AlphaMatte.adopt(48, 48, alpha));
    assertThat(cutOut.argb(5, 5)).isEqualTo(0xFF00AA00);
    assertThat(cutOut.argb(0, 40)).isNotEqualTo(cutOut.argb(2, 40)).isEqualTo(cutOut.argb(4, 40));
  }

  @Test
  void aCropIsThePixelsOfItsPlace() {
    int[] pixels = new int[6 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xFF000000 | i;
    }
    ArgbImage crop = Renderer.crop(ArgbImage.adopt(6, 4, pixels), new Place(2, 1, 3, 2, "a"));
    assertThat(crop.toArray())
        .containsExactly(0xFF000008, 0xFF000009, 0xFF00000A, 0xFF00000E, 0xFF00000F, 0xFF000010);
  }

  @Test
  void textIsMadeHarmless() {
    assertThat(Html.escaped("<a href='x\">&")).isEqualTo("&lt;a href=&#39;x&quot;&gt;&amp;");
    assertThat(Html.escaped("é漢😀\tb\n")).isEqualTo("é漢😀\tb\n");
    assertThat(Html.escaped("a\0b\u001bc\ud800d")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Numbers.median(new double[] {9, 1, 5})).isEqualTo(5);
    assertThat(Numbers.median(new double[] {9, 1, 5, 6})).isEqualTo(5.5);
  }
}
