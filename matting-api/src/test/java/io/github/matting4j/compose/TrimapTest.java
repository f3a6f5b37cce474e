package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.image.Trimap.Region;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimapTest {
  private static final int WHITE = 0xFFFFFFFF;
  private static final int GREY = 0xFF808080;
  private static final int BLACK = 0xFF000000;

  @ParameterizedTest
  @CsvSource({
    "FFFFFFFF,PERSON",
    "FFF0F1F2,PERSON",
    "FFEFFFFF,UNKNOWN",
    "FF000000,BACKGROUND",
    "FF0F0E00,BACKGROUND",
    "FF100000,UNKNOWN",
    "FF808080,UNKNOWN",
    "FF0000FF,UNKNOWN",
    "00FFFFFF,UNKNOWN",
    "FE000000,UNKNOWN"
  })
  void whiteIsThePersonBlackIsBackgroundTheRestIsUnknown(String argb, Region region) {
    Trimap trimap = Trimap.of(ArgbImage.filled(3, 2, Integer.parseUnsignedInt(argb, 16)));
    assertThat(trimap.region(2, 1)).isEqualTo(region);
  }

  @Test
  void whatIsKnownHoldsExactlyAndTheRestIsAsRefinedWithoutBackground() {
    ArgbImage photo = photo(90, 60);
    AlphaMatte matte = matte(90, 60);
    int[] drawing = new int[90 * 60];
    for (int i = 0; i < drawing.length; i++) {
      drawing[i] = i % 90 < 30 ? WHITE : GREY;
    }
    Trimap trimap = Trimap.of(ArgbImage.adopt(90, 60, drawing));
    MatteRefiner guided = MatteRefiner.guidedFilter(30, 20);
    AlphaMatte refined = guided.withTrimap(trimap).refine(photo, matte);
    AlphaMatte expected = guided.refine(photo, trimap.impose(matte));
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 90; x++) {
        assertThat(refined.alpha(x, y)).isEqualTo(x < 30 ? 1f : expected.alpha(x, y));
      }
    }
  }

  @Test
  void whatIsUnknownBetweenBothIsSolvedFromThem() {
    ArgbImage photo = photo(90, 60);
    Trimap trimap = thirds(90, 60);
    MatteRefiner none = MatteRefiner.none().withTrimap(trimap);
    AlphaMatte one = none.refine(photo, matte(90, 60));
    AlphaMatte other = none.refine(photo, AlphaMatte.filled(90, 60, 0.5f));
    for (int y = 0; y < 60; y++) {
      assertThat(one.alpha(29, y)).isEqualTo(1f);
      assertThat(one.alpha(60, y)).isEqualTo(0f);
      for (int x = 30; x < 60; x++) { // whatever the network made of it
        assertThat(one.alpha(x, y)).isCloseTo(other.alpha(x, y), within(1e-3f));
      }
    }
  }

  /** White, grey and black from left to right. */
  private static Trimap thirds(int width, int height) {
    int[] drawing = new int[width * height];
    for (int i = 0; i < drawing.length; i++) {
      int third = 3 * (i % width) / width;
      drawing[i] = third == 0 ? WHITE : third == 1 ? GREY : BLACK;
    }
    return Trimap.of(ArgbImage.adopt(width, height, drawing));
  }

  @Test
  void scribblesSayNothingElsewhere() {
    AlphaMatte matte = matte(40, 30);
    int[] strokes = new int[40 * 30]; // transparent
    strokes[5 * 40 + 7] = WHITE;
    strokes[9 * 40 + 8] = BLACK;
    AlphaMatte imposed = Trimap.of(ArgbImage.adopt(40, 30, strokes)).impose(matte);
    float[] expected = matte.toArray();
    expected[5 * 40 + 7] = 1f;
    expected[9 * 40 + 8] = 0f;
    assertThat(imposed.toArray()).isEqualTo(expected);
  }

  @Test
  void anotherSizeIsRefused() {
    MatteRefiner refiner =
        MatteRefiner.none().withTrimap(Trimap.of(ArgbImage.filled(20, 30, GREY)));
    assertThatThrownBy(() -> refiner.refine(photo(30, 20), matte(30, 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trimap is 20x30 but matte is 30x20")
        .hasMessageContaining("the right way up");
    assertThatThrownBy(() -> Trimap.of(ArgbImage.filled(20, 30, GREY)).region(20, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("x=20, y=0 of Trimap[20x30]");
  }

  private static ArgbImage photo(int width, int height) {
    int[] pixels = new Random(3).ints(width * height).map(p -> p | 0xFF000000).toArray();
    return ArgbImage.adopt(width, height, pixels);
  }

  private static AlphaMatte matte(int width, int height) {
    Random random = new Random(4);
    float[] alpha = new float[width * height];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = random.nextFloat();
    }
    return AlphaMatte.adopt(width, height, alpha);
  }
}
