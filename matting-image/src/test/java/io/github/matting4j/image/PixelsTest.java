package io.github.matting4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that hold pixels: what goes in comes out, at its place, and cannot be changed. */
class PixelsTest {
  private static final int[] ARGB = {
    0xFF112233, 0x80445566, 0x00778899, 0xFFFFFFFF, 0x01020304, 0x7F000000
  };
  private static final long[] ARGB16 = {
    0xFFFF_1111_2222_3333L,
    0x8000_4444_5555_6666L,
    0x0000_7777_8888_9999L,
    0xFFFF_FFFF_FFFF_FFFFL,
    0x0001_0002_0003_0004L,
    0x7FFF_0000_0000_0000L
  };
  private static final float[] ALPHA = {0, 0.25f, 1, 0.5f, 0.75f, 0.125f};

  @Test
  void picturesOfEightBitsAreWhatTheyWereMadeOf() {
    int[] source = ARGB.clone();
    ArgbImage image = ArgbImage.copyOf(3, 2, source);
    source[0] = 0;
    image.toArray()[1] = 0;
    assertThat(image.toArray()).isEqualTo(ARGB);
    assertThat(new int[] {image.width(), image.height(), image.bits()}).containsExactly(3, 2, 8);
    for (int i = 0; i < 6; i++) {
      assertThat(image.argb(i % 3, i / 3)).isEqualTo(ARGB[i]);
    }
    int[] row = new int[5];
    image.readRow(1, row, 2);
    assertThat(row).containsExactly(0, 0, ARGB[3], ARGB[4], ARGB[5]);
    assertThat(image).hasToString("ArgbImage[3x2]");
    assertThat(image.toArgb()).isSameAs(image);
    assertThat(ArgbImage.filled(2, 1, 0x01020304).toArray())
        .containsExactly(0x01020304, 0x01020304);
  }

  @Test
  void picturesOfSixteenBitsAreWhatTheyWereMadeOf() {
    long[] source = ARGB16.clone();
    Argb16Image image = Argb16Image.copyOf(3, 2, source);
    source[0] = 0;
    image.toArray()[1] = 0;
    assertThat(image.toArray()).isEqualTo(ARGB16);
    assertThat(new int[] {image.width(), image.height(), image.bits()}).containsExactly(3, 2, 16);
    for (int i = 0; i < 6; i++) {
      assertThat(image.argb(i % 3, i / 3)).isEqualTo(ARGB16[i]);
    }
    long[] row = new long[5];
    image.readRow(1, row, 2);
    assertThat(row).containsExactly(0, 0, ARGB16[3], ARGB16[4], ARGB16[5]);
    assertThat(image).hasToString("Argb16Image[3x2]");
  }

  @Test
  void mattesAreWhatTheyWereMadeOf() {
    float[] source = ALPHA.clone();
    AlphaMatte matte = AlphaMatte.copyOf(3, 2, source);
    source[0] = 1;
    matte.toArray()[1] = 1;
    assertThat(matte.toArray()).isEqualTo(ALPHA);
    assertThat(new int[] {matte.width(), matte.height()}).containsExactly(3, 2);
    for (int i = 0; i < 6; i++) {
      assertThat(matte.alpha(i % 3, i / 3)).isEqualTo(ALPHA[i]);
    }
    float[] row = new float[5];
    matte.readRow(1, row, 2);
    assertThat(row).containsExactly(0, 0, ALPHA[3], ALPHA[4], ALPHA[5]);
    assertThat(matte.mean()).isEqualTo(2.625 / 6, within(1e-12));
    assertThat(matte).hasToString("AlphaMatte[3x2]");
    assertThat(AlphaMatte.filled(2, 1, 0.5f).toArray()).containsExactly(0.5f, 0.5f);
  }

  @Test
  void coloursAreLevelsOfOne() {
    float[] rgba = new float[12];
    ArgbImage.copyOf(3, 2, ARGB).readColours(1, rgba);
    assertThat(rgba)
        .containsExactly(
            new float[] {1, 1, 1, 1, 2 / 255f, 3 / 255f, 4 / 255f, 1 / 255f, 0, 0, 0, 127 / 255f},
            within(1e-7f));
    Argb16Image.copyOf(3, 2, ARGB16).readColours(0, rgba);
    float fifteenth = 1 / 15f;
    assertThat(rgba)
        .containsExactly(
            new float[] {
              fifteenth,
              2 * fifteenth,
              3 * fifteenth,
              1,
              4 * fifteenth,
              5 * fifteenth,
              6 * fifteenth,
              0x8000 / 65535f,
              7 * fifteenth,
              8 * fifteenth,
              9 * fifteenth,
              0
            },
            within(1e-6f));
  }

  @Test
  void opacityIsThatOfEveryPixel() {
    ArgbImage image = ArgbImage.copyOf(3, 2, ARGB);
    assertThat(image.isOpaque()).isFalse();
    assertThat(image.opaque().toArray())
        .containsExactly(0xFF112233, 0xFF445566, 0xFF778899, 0xFFFFFFFF, 0xFF020304, 0xFF000000);
    assertThat(image.opaque().isOpaque()).isTrue();
    ArgbImage opaque = image.opaque();
    assertThat(opaque.opaque()).isSameAs(opaque);
    Argb16Image argb16 = Argb16Image.copyOf(3, 2, ARGB16);
    assertThat(argb16.isOpaque()).isFalse();
    Argb16Image opaque16 = argb16.opaque();
    assertThat(opaque16.isOpaque()).isTrue();
    assertThat(opaque16.opaque()).isSameAs(opaque16);
    for (int i = 0; i < 6; i++) {
      assertThat(opaque16.argb(i % 3, i / 3)).isEqualTo(ARGB16[i] | 0xFFFFL << 48);
    }
  }

  @Test
  void everyLevelOfEightBitsSurvivesSixteen() {
    Random random = new Random(1);
    int[] pixels = random.ints(12).toArray();
    ArgbImage image = ArgbImage.copyOf(4, 3, pixels);
    Argb16Image argb16 = Argb16Image.of(image);
    assertThat(new int[] {argb16.width(), argb16.height()}).containsExactly(4, 3);
    assertThat(argb16.toArgb().toArray()).isEqualTo(pixels);
    assertThat(argb16.toArgb().width()).isEqualTo(4);
    assertThat(Argb16Image.widened(0x01F2A380)).isEqualTo(0x0101_F2F2_A3A3_8080L);
  }

  @Test
  void sixteenBitsAreRoundedToTheNearestOfEight() {
    for (int wide = 0; wide <= 65535; wide++) {
      int nearest = (int) Math.round(wide / 257.0);
      long pixel = (long) wide << 48 | (long) wide << 32 | (long) wide << 16 | wide;
      if (Argb16Image.rounded(pixel) != nearest * 0x01010101) {
        assertThat(Argb16Image.rounded(pixel)).as("level %d", wide).isEqualTo(nearest * 0x01010101);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "0,-1", "3,0", "0,2"})
  void placesOutsideAreRefused(int x, int y) {
    AlphaMatte matte = AlphaMatte.copyOf(3, 2, ALPHA);
    ArgbImage image = ArgbImage.copyOf(3, 2, ARGB);
    Argb16Image argb16 = Argb16Image.copyOf(3, 2, ARGB16);
    Trimap trimap = Trimap.of(image);
    assertThatThrownBy(() -> matte.alpha(x, y)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> image.argb(x, y)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> argb16.argb(x, y)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> trimap.region(x, y))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("no pixel at x=" + x + ", y=" + y + " of Trimap[3x2]");
  }

  @ParameterizedTest
  @CsvSource({"0,1,at least 1", "1,0,at least 1", "-1,-1,at least 1", "65536,32768,array can hold"})
  void impossibleSizesAreRefused(int width, int height, String words) {
    assertThatThrownBy(() -> ArgbImage.filled(width, height, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(width + "x" + height, words);
  }

  @Test
  void theLargestArraysAreCountedExactly() {
    int most = Integer.MAX_VALUE - 8;
    assertThat(PixelCounts.of(most, 1)).isEqualTo(most);
    assertThatThrownBy(() -> PixelCounts.of(most + 1, 1)).hasMessageContaining("array can hold");
    assertThat(PixelCounts.of(1, 1)).isEqualTo(1);
  }

  @Test
  void arraysOfAnotherLengthAreRefused() {
    for (int length : new int[] {5, 7}) {
      String words = "array has " + length + " elements but 3x2 needs 6";
      assertThatThrownBy(() -> ArgbImage.copyOf(3, 2, new int[length])).hasMessage(words);
      assertThatThrownBy(() -> Argb16Image.copyOf(3, 2, new long[length])).hasMessage(words);
      assertThatThrownBy(() -> AlphaMatte.copyOf(3, 2, new float[length])).hasMessage(words);
    }
  }

  @Test
  void aMatteIsMultipliedByAPhotoRowByRow() {
    AlphaMatte product = AlphaMatte.copyOf(3, 2, ALPHA).times(ArgbImage.copyOf(3, 2, ARGB));
    assertThat(product.toArray())
        .containsExactly(
            new float[] {0, 0.25f * 128 / 255, 0, 0.5f, 0.75f / 255, 0.125f * 127 / 255},
            within(1e-7f));
    assertThatThrownBy(() -> product.times(ArgbImage.filled(3, 1, 0)))
        .hasMessage("the matte is 3x2 and the photo 3x1; they must have the same size");
    assertThatThrownBy(() -> product.times(ArgbImage.filled(2, 2, 0)))
        .hasMessageContaining("the photo 2x2");
  }

  @Test
  void levelsAreRoundedOrCut() {
    assertThat(Rounding.NEAREST.quantize(0.5f, 255)).isEqualTo(128);
    assertThat(Rounding.TRUNCATE.quantize(0.5f, 255)).isEqualTo(127);
    assertThat(Rounding.NEAREST.quantize(1f, 65535)).isEqualTo(65535);
    assertThat(Rounding.NEAREST.quantize(0f, 255)).isZero();
  }
}
