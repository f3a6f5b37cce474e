package io.github.matting4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.Trimap.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the colours of a drawing become regions, and what regions do to a matte. */
class TrimapRegionsTest {
  @ParameterizedTest
  @CsvSource({
    "FFFFFFFF,PERSON",
    "FFF0F0F0,PERSON",
    "FFEFF0F0,UNKNOWN",
    "FFF0EFF0,UNKNOWN",
    "FFF0F0EF,UNKNOWN",
    "FEFFFFFF,UNKNOWN",
    "FF000000,BACKGROUND",
    "FF0F0F0F,BACKGROUND",
    "FF100F0F,UNKNOWN",
    "FF0F100F,UNKNOWN",
    "FF0F0F10,UNKNOWN",
    "00000000,UNKNOWN",
    "FF808080,UNKNOWN"
  })
  void aColourIsARegion(String argb, Region region) {
    ArgbImage drawing = ArgbImage.filled(1, 1, Integer.parseUnsignedInt(argb, 16));
    assertThat(Trimap.of(drawing).region(0, 0)).isEqualTo(region);
  }

  @Test
  void everyPixelKeepsItsPlace() {
    int[] pixels = {-1, 0xFF000000, 0xFF808080, 0xFF000000, 0xFF808080, -1};
    Trimap trimap = Trimap.of(ArgbImage.copyOf(3, 2, pixels));
    assertThat(new int[] {trimap.width(), trimap.height()}).containsExactly(3, 2);
    assertThat(trimap.region(0, 0)).isEqualTo(Region.PERSON);
    assertThat(trimap.region(1, 0)).isEqualTo(Region.BACKGROUND);
    assertThat(trimap.region(0, 1)).isEqualTo(Region.BACKGROUND);
    assertThat(trimap.region(2, 1)).isEqualTo(Region.PERSON);
    AlphaMatte matte = AlphaMatte.filled(3, 2, 0.25f);
    assertThat(trimap.impose(matte).toArray()).containsExactly(1, 0, 0.25f, 0, 0.25f, 1);
    assertThat(matte.mean()).isEqualTo(0.25);
  }

  @Test
  void aMatteOfAnotherSizeIsRefused() {
    Trimap trimap = Trimap.of(ArgbImage.filled(3, 2, -1));
    assertThat(trimap.isOfSize(3, 2)).isTrue();
    assertThat(trimap.isOfSize(2, 2)).isFalse();
    assertThat(trimap.isOfSize(3, 3)).isFalse();
    assertThat(trimap).hasToString("Trimap[3x2]");
    assertThatThrownBy(() -> trimap.impose(AlphaMatte.filled(2, 3, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trimap is 3x2 but matte is 2x3");
  }
}
