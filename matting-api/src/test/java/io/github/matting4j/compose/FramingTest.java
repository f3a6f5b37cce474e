package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramingTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;
  private static final ArgbImage PHOTO = noise(WIDTH, HEIGHT);

  /** The person: columns 20 to 29, rows 8 to 31, soft on its left edge; some haze elsewhere. */
  private static final AlphaMatte MATTE = matte();

  private static final Composer RAW = Composer.cutOut().estimating(ForegroundEstimator.none());

  @Test
  void theWholePhotoIsTheDefault() {
    Frame frame = Framing.photo().of(MATTE);
    assertThat(frame.subject()).contains(new Frame.Box(20, 8, 10, 24));
    assertThat(frame.matte(MATTE)).isSameAs(MATTE);
    assertThat(frame.photo(PHOTO)).isSameAs(PHOTO);
  }

  @Test
  void aCropIsTheBoxPixelForPixel() {
    ArgbImage crop = RAW.framing(Framing.cropped()).compose(PHOTO, MATTE);
    ArgbImage whole = RAW.compose(PHOTO, MATTE);
    assertThat(crop).hasToString("ArgbImage[10x24]");
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 10; x++) {
        assertThat(crop.argb(x, y)).isEqualTo(whole.argb(20 + x, 8 + y));
      }
    }
  }

  @Test
  void theMarginMayReachBeyondThePhotoAndIsTransparentThere() {
    Framing framing = Framing.cropped().marginPx(10);
    ArgbImage crop = RAW.framing(framing).compose(PHOTO, MATTE);
    assertThat(crop).hasToString("ArgbImage[30x44]");
    for (int x = 0; x < 30; x++) {
      assertThat(crop.argb(x, 0)).isZero();
      assertThat(crop.argb(x, 1)).isZero();
    }
    assertThat(crop.argb(12, 15)).isEqualTo(PHOTO.argb(22, 13));
    ArgbImage onRed =
        Composer.onto(Background.colour(0xE00000)).framing(framing).compose(PHOTO, MATTE);
    assertThat(onRed.argb(0, 0)).isEqualTo(0xFFE00000);
    assertThat(onRed.argb(12, 15)).isEqualTo(PHOTO.argb(22, 13));
    AlphaMatte alpha = framing.of(MATTE).matte(MATTE);
    assertThat(alpha.alpha(12, 15)).isEqualTo(1f);
    assertThat(alpha.alpha(10, 15)).isEqualTo(0.5f);
    assertThat(alpha.alpha(0, 0)).isZero();
    assertThat(Framing.cropped().marginShare(0.25).of(MATTE)).returns(10 + 12, Frame::width);
  }

  @Test
  void aSizeHoldsTheCropInItsMiddleOrWhereAsked() {
    Framing sized = Framing.cropped().size(100, 48);
    assertBox(sized, 40, 0, 20, 48);
    assertBox(sized.at(0, 0), 0, 0, 20, 48);
    assertBox(sized.at(1, 1), 80, 0, 20, 48);
    assertBox(Framing.cropped().size(10, 10).at(0.5, 0.5), 3, 0, 4, 10);
  }

  @Test
  void theScaleIsTheShareOfThePicture() {
    assertBox(Framing.scaled(0.6), 25, 8, 10, 24);
    assertBox(Framing.scaled(0.3).at(1, 0), 55, 0, 5, 12);
    assertBox(Framing.scaled(1).size(20, 300), 0, 126, 20, 48);
    assertBox(Framing.scaled(0.5).size(120, 96).at(0, 1), 0, 48, 20, 48);
  }

  @Test
  void withoutAScaleThePersonMovesAsItIs() {
    assertBox(Framing.photo().at(0, 0), 0, 0, 10, 24);
    assertBox(Framing.photo().at(1, 1), 50, 16, 10, 24);
    ArgbImage moved = RAW.framing(Framing.photo().at(0, 0)).compose(PHOTO, MATTE);
    assertThat(moved.argb(3, 5)).isEqualTo(PHOTO.argb(23, 13));
  }

  @Test
  void originalKeepsThePersonsPlace() {
    Framing framing = Framing.scaled(0.3).atOriginal();
    Frame.Box box = framing.of(framing.of(MATTE).matte(MATTE)).subject().orElseThrow();
    assertThat(box.middleX() / WIDTH).isCloseTo(25.0 / WIDTH, within(0.02));
    assertThat(box.middleY() / HEIGHT).isCloseTo(20.0 / HEIGHT, within(0.03));
    assertThat(Framing.photo().atOriginal().of(MATTE).photo(PHOTO)).isSameAs(PHOTO);
  }

  @Test
  void aSizeAloneHoldsTheWholePhoto() {
    Frame frame = Framing.photo().size(90, 90).of(MATTE);
    AlphaMatte scaled = frame.matte(AlphaMatte.filled(WIDTH, HEIGHT, 1f));
    for (int y = 0; y < 90; y++) {
      assertThat(scaled.alpha(45, y)).as("row %d", y).isEqualTo(y >= 15 && y < 75 ? 1f : 0f);
    }
  }

  @Test
  void withNobodyThereItIsTheWholePhotoAndSaysSo() {
    AlphaMatte empty = AlphaMatte.filled(WIDTH, HEIGHT, 0.049f);
    for (Framing framing : new Framing[] {Framing.cropped(), Framing.scaled(0.5)}) {
      Composer.Layer layer = RAW.framing(framing).layer(PHOTO, empty);
      assertThat(layer.subject()).isEmpty();
      assertThat(layer.matte().width()).isEqualTo(WIDTH);
    }
    assertThat(Framing.cropped().threshold(0.04).of(empty).subject()).isPresent();
    Frame sized = Framing.cropped().size(30, 30).of(empty);
    assertThat(sized.width()).isEqualTo(30);
    assertThat(sized.subject()).isEmpty();
  }

  /** Scaling a cut-out is the same as scaling its premultiplied colours. */
  @Test
  void hiddenColoursDoNotComeOut() {
    int[] pixels = new int[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = MATTE.alpha(i % WIDTH, i / WIDTH) > 0 ? 0xFF20C040 : 0xFFFF00FF;
    }
    ArgbImage photo = ArgbImage.adopt(WIDTH, HEIGHT, pixels);
    for (Framing framing :
        new Framing[] {
          Framing.cropped().size(7, 17),
          Framing.cropped().marginPx(3).size(130, 171),
          Framing.scaled(0.41)
        }) {
      for (int argb : RAW.framing(framing).compose(photo, MATTE).toArray()) {
        assertThat(argb >>> 24 == 0 ? 0x20C040 : argb & 0xFFFFFF).isEqualTo(0x20C040);
      }
    }
  }

  @Test
  void thePhotosOwnTransparencyIsScaledToo() {
    ArgbImage half = ArgbImage.filled(WIDTH, HEIGHT, 0x80405060);
    ArgbImage small = RAW.framing(Framing.cropped().size(5, 12)).compose(half, MATTE);
    assertThat(small.argb(3, 6)).isEqualTo(0x80405060);
  }

  /** The person stands at the photo's border; beyond it there is background, and nothing else. */
  @Test
  void aBlurredBackgroundGoesOnBeyondThePhotoWithoutThePerson() {
    int[] pixels = new int[WIDTH * HEIGHT];
    float[] alpha = new float[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      boolean person = i % WIDTH >= 20 && i % WIDTH < 40 && i / WIDTH >= 10;
      pixels[i] = person ? 0xFFE01010 : 0xFF2040A0;
      alpha[i] = person ? 1f : 0f;
    }
    ArgbImage composed =
        Composer.onto(Background.blurred(6))
            .framing(Framing.cropped().marginPx(30))
            .compose(
                ArgbImage.adopt(WIDTH, HEIGHT, pixels), AlphaMatte.adopt(WIDTH, HEIGHT, alpha));
    for (int y = 60; y < composed.height(); y++) {
      for (int x = 0; x < composed.width(); x++) {
        assertThat(composed.argb(x, y) >> 16 & 0xFF).as("%d,%d", x, y).isCloseTo(0x20, within(1));
        assertThat(composed.argb(x, y) & 0xFF).isCloseTo(0xA0, within(1));
      }
    }
  }

  @Test
  void bothDepthsAreFramedAlike() {
    Framing framing = Framing.cropped().marginPx(2).size(33, 51);
    ArgbImage eight = RAW.framing(framing).compose(PHOTO, MATTE);
    Argb16Image argb16 = RAW.framing(framing).compose(Argb16Image.of(PHOTO), MATTE);
    assertThat(maxDifference(eight, argb16.toArgb())).isLessThanOrEqualTo(1);
    Composer blurred = Composer.onto(Background.blurred(5)).framing(framing);
    assertThat(
            maxDifference(
                blurred.compose(PHOTO, MATTE),
                blurred.compose(Argb16Image.of(PHOTO), MATTE).toArgb()))
        .isLessThanOrEqualTo(1);
  }

  static Stream<Consumer<Framing>> nonsense() {
    return Stream.of(
        f -> Framing.scaled(0),
        f -> Framing.scaled(1.01),
        f -> Framing.scaled(Double.NaN),
        f -> f.marginPx(-1),
        f -> f.marginShare(1.5),
        f -> f.size(0, 5),
        f -> f.size(5, 20_001),
        f -> f.at(-0.1, 0),
        f -> f.at(0, 1.1),
        f -> f.threshold(0));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseIsRefused(Consumer<Framing> step) {
    assertThatThrownBy(() -> step.accept(Framing.cropped()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }

  private static void assertBox(Framing framing, int x, int y, int width, int height) {
    AlphaMatte framed = framing.of(MATTE).matte(MATTE);
    Frame.Box box = Frame.Box.of(framed, 0.4f);
    assertThat(box).isNotNull();
    assertThat(box.x()).as("x").isCloseTo(x, within(1));
    assertThat(box.y()).as("y").isCloseTo(y, within(1));
    assertThat(box.width()).as("width").isCloseTo(width, within(1));
    assertThat(box.height()).as("height").isCloseTo(height, within(1));
  }

  private static int maxDifference(ArgbImage a, ArgbImage b) {
    int[] left = a.toArray();
    int[] right = b.toArray();
    int worst = 0;
    for (int i = 0; i < left.length; i++) {
      for (int shift = 0; shift < 32; shift += 8) {
        worst = Math.max(worst, Math.abs((left[i] >> shift & 0xFF) - (right[i] >> shift & 0xFF)));
      }
    }
    return worst;
  }

  private static AlphaMatte matte() {
    float[] alpha = new float[WIDTH * HEIGHT];
    for (int i = 0; i < alpha.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean inside = x >= 20 && x < 30 && y >= 8 && y < 32;
      alpha[i] = !inside ? (x > 50 ? 0.03f : 0f) : x == 20 ? 0.5f : 1f;
    }
    return AlphaMatte.adopt(WIDTH, HEIGHT, alpha);
  }

  private static ArgbImage noise(int width, int height) {
    int[] pixels = new Random(5).ints(width * height).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF000000;
    }
    return ArgbImage.adopt(width, height, pixels);
  }
}
