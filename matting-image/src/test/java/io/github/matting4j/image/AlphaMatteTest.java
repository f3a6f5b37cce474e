package io.github.matting4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaMatteTest {
  @ParameterizedTest
  @ValueSource(
      floats = {
        -1e-6f,
        1.0000001f,
        -1,
        2,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
      })
  void aValueOutsideIsRefusedWhereverItStands(float bad) {
    for (int at = 0; at < 6; at++) {
      float[] alpha = {0, 1, 0.5f, 0, 1, 0.25f};
      alpha[at] = bad;
      String place = "x=" + at % 3 + ", y=" + at / 3;
      assertThatThrownBy(() -> AlphaMatte.copyOf(3, 2, alpha))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(place, Float.toString(bad), "0..1");
      assertThatThrownBy(() -> AlphaMatte.adopt(3, 2, alpha))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> AlphaMatte.filled(2, 2, bad))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theEndsOfTheRangeAndMinusZeroAreAllowed() {
    float[] alpha = {0, 1, -0f, Float.MIN_VALUE, Math.nextDown(1f)};
    assertThat(AlphaMatte.copyOf(5, 1, alpha).toArray()).isEqualTo(alpha);
  }

  @Test
  void theProductWithAPhotoHasThePhotosTransparency() {
    AlphaMatte matte = AlphaMatte.copyOf(3, 1, new float[] {1, 0.5f, 1});
    ArgbImage photo = ArgbImage.copyOf(3, 1, new int[] {0x80112233, 0x80112233, 0x00112233});
    float[] expected = {128 / 255f, 64 / 255f, 0};
    assertThat(matte.times(photo).toArray()).containsExactly(expected, within(1e-7f));
    assertThat(matte.times(Argb16Image.of(photo)).toArray())
        .containsExactly(expected, within(1e-7f));
    assertThat(matte.times(photo.opaque())).isSameAs(matte);
    assertThatThrownBy(() -> matte.times(ArgbImage.filled(1, 3, 0)))
        .hasMessageContainingAll("3x1", "1x3");
  }

  @Test
  void aPartOfARowIsCopied() {
    AlphaMatte matte = AlphaMatte.copyOf(3, 2, new float[] {0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f});
    float[] target = {9, 9, 9};
    matte.readRow(1, 1, 3, target, 1);
    assertThat(target).containsExactly(9, 0.4f, 0.5f);
    ArgbImage photo = ArgbImage.copyOf(3, 2, new int[] {0, 1, 2, 3, 4, 5});
    int[] pixels = {9, 9, 9};
    photo.readRow(0, 0, 2, pixels, 0);
    assertThat(pixels).containsExactly(0, 1, 9);
    assertThatThrownBy(() -> matte.readRow(0, 2, 4, target, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> photo.readRow(0, 2, 4, pixels, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> photo.readRow(2, 0, 1, pixels, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aPictureIsOpaqueOnlyIfItsLastPixelIs() {
    int[] pixels = new int[101 * 101];
    Arrays.fill(pixels, 0xFF000000);
    assertThat(ArgbImage.copyOf(101, 101, pixels).isOpaque()).isTrue();
    pixels[pixels.length - 1] = 0xFE000000;
    assertThat(ArgbImage.copyOf(101, 101, pixels).isOpaque()).isFalse();
  }
}
