package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.PixelRows;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackgroundTest {
  /** Half a level is the rounding itself; the rest is float arithmetic. */
  private static final double ROUNDING = 0.5 + 1e-3;

  private static final Background.Fit[] FILLING = {Background.Fit.COVER, Background.Fit.STRETCH};

  @ParameterizedTest
  @CsvSource({
    "#fff,ffffff",
    "#12aBcD,12abcd",
    "White,ffffff",
    " navy ,000080",
    "grey,808080",
    "#08f,0088ff"
  })
  void coloursAreParsed(String text, String expected) {
    assertThat(pixels(Background.parse(text), 2, 1))
        .containsOnly(0xFF000000 | Integer.parseInt(expected, 16));
  }

  @Test
  void otherTextIsRefusedWithWhatWouldDo() {
    for (String text : new String[] {"", "#ffff", "0xffffff", "whitish", "#ggg", "#ffffff00"}) {
      assertThatThrownBy(() -> Background.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("#rrggbb")
          .hasMessageContaining("white");
    }
    assertThatThrownBy(() -> Background.colour(0xFF112233))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void transparentPicturesAreRefused() {
    assertThatThrownBy(
            () -> Background.image(ArgbImage.filled(2, 2, 0x7F000000), Background.Fit.COVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transparent");
  }

  @Test
  void aConstantStaysAConstantAtEverySize() {
    for (int colour : new int[] {0xFFFFFFFF, 0xFF000000, 0xFF7B2D43}) {
      for (int[] size : new int[][] {{1, 1}, {3, 2}, {64, 64}, {101, 7}, {5, 300}}) {
        for (Background.Fit fit : FILLING) {
          Background background = Background.image(ArgbImage.filled(37, 23, colour), fit);
          assertThat(pixels(background, size[0], size[1])).containsOnly(colour);
        }
      }
    }
  }

  @Test
  void scalingAgreesWithTheNaiveFormula() {
    int[][] sizes = {
      {1, 1}, {10, 40}, {37, 23}, {74, 46}, {90, 9}, {36, 24}, {200, 100}, {4096, 1}
    };
    for (int[] size : sizes) {
      for (Background.Fit fit : FILLING) {
        assertThat(worstError(noise(37, 23), size[0], size[1], fit))
            .as("%dx%d %s", size[0], size[1], fit)
            .isLessThanOrEqualTo(ROUNDING);
      }
    }
  }

  @Test
  void coverCutsTheMiddleOut() {
    int[] wide = new int[6];
    for (int x = 0; x < 6; x++) {
      wide[x] = 0xFF000000 | x;
    }
    Background background = Background.image(ArgbImage.adopt(6, 1, wide), Background.Fit.COVER);
    assertThat(pixels(background, 2, 1)).containsExactly(0xFF000002, 0xFF000003);
  }

  @Test
  void containShowsAllBetweenBarsOfTheColourAskedFor() {
    ArgbImage wide = noise(40, 10);
    int red = 0xFFC01020;
    int[] pixels = pixels(Background.image(wide, Background.Fit.CONTAIN, 0xC01020), 40, 31);
    for (int y = 0; y < 31; y++) {
      for (int x = 0; x < 40; x++) {
        boolean inside = y >= 10 && y < 20;
        assertThat(pixels[y * 40 + x]).isEqualTo(inside ? wide.argb(x, y - 10) : red);
      }
    }
    int[] tall = pixels(Background.image(wide, Background.Fit.CONTAIN), 20, 30);
    int[] half = pixels(Background.image(wide, Background.Fit.STRETCH), 20, 5);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 20; x++) {
        boolean inside = y >= 12 && y < 17;
        int expected = inside ? half[(y - 12) * 20 + x] : 0xFF000000;
        assertThat(tall[y * 20 + x]).isEqualTo(expected);
      }
    }
    assertThat(pixels(Background.image(wide, Background.Fit.CONTAIN), 1, 200)).hasSize(200);
    assertThatThrownBy(() -> Background.image(wide, Background.Fit.CONTAIN, 0xFF000000))
        .hasMessageContaining("0xRRGGBB");
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    PixelRows down = rows(Background.image(noise(50, 60), Background.Fit.STRETCH), 20, 30);
    PixelRows up = rows(Background.image(noise(50, 60), Background.Fit.STRETCH), 20, 30);
    int[][] rows = new int[30][20];
    for (int y = 0; y < 30; y++) {
      down.read(y, rows[y]);
    }
    int[] row = new int[20];
    for (int y = 29; y >= 0; y--) {
      up.read(y, row);
      assertThat(row).isEqualTo(rows[y]);
    }
  }

  private static double worstError(ArgbImage image, int width, int height, Background.Fit fit) {
    int[] scaled = pixels(Background.image(image, fit), width, height);
    double windowWidth = image.width();
    double windowHeight = image.height();
    if (fit == Background.Fit.COVER) {
      double scale = Math.min(windowWidth / width, windowHeight / height);
      windowWidth = width * scale;
      windowHeight = height * scale;
    }
    double left = (image.width() - windowWidth) / 2;
    double top = (image.height() - windowHeight) / 2;
    double worst = 0;
    for (int y = 0; y < height; y++) {
      double[] rows = weights(image.height(), top, windowHeight / height, y);
      for (int x = 0; x < width; x++) {
        double[] columns = weights(image.width(), left, windowWidth / width, x);
        for (int shift = 0; shift < 24; shift += 8) {
          double exact = 0;
          for (int sy = 0; sy < rows.length; sy++) {
            for (int sx = 0; sx < columns.length; sx++) {
              exact += rows[sy] * columns[sx] * (image.argb(sx, sy) >> shift & 0xFF);
            }
          }
          int got = scaled[y * width + x] >> shift & 0xFF;
          worst = Math.max(worst, Math.abs(exact - got));
        }
      }
    }
    return worst;
  }

  /** The weight of every sample of an axis in result sample {@code i}. */
  private static double[] weights(int samples, double start, double scale, int i) {
    double[] weights = new double[samples];
    if (scale > 1) {
      for (int s = 0; s < samples; s++) {
        double from = Math.max(s, start + i * scale);
        double to = Math.min(s + 1.0, start + (i + 1) * scale);
        weights[s] = Math.max(0, to - from) / scale;
      }
      return weights;
    }
    double centre = start + (i + 0.5) * scale - 0.5;
    int low = (int) Math.floor(centre);
    weights[Math.max(0, Math.min(samples - 1, low))] += 1 - (centre - low);
    weights[Math.max(0, Math.min(samples - 1, low + 1))] += centre - low;
    return weights;
  }

  private static int[] pixels(Background background, int width, int height) {
    PixelRows rows = rows(background, width, height);
    int[] pixels = new int[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      System.arraycopy(row, 0, pixels, y * width, width);
    }
    return pixels;
  }

  private static PixelRows rows(Background background, int width, int height) {
    return background.rows(
        ArgbImage.filled(width, height, 0xFF000000), AlphaMatte.filled(width, height, 0f));
  }

  private static ArgbImage noise(int width, int height) {
    int[] pixels = new Random(9).ints(width * height).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF000000;
    }
    return ArgbImage.adopt(width, height, pixels);
  }
}
