package io.github.matting4j.kernel.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class RgbResizerTest {

  /** The picture of the published check vectors: value = (7x + 13y + 31c) mod 256. */
  static ArgbImage pattern(int width, int height) {
    int[] argb = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int base = 7 * x + 13 * y;
        argb[y * width + x] =
            0xFF000000 | (base & 255) << 16 | (base + 31 & 255) << 8 | (base + 62 & 255);
      }
    }
    return ArgbImage.adopt(width, height, argb);
  }

  public static int[] resize(ArgbImage image, int width, int height) {
    RgbResizer resizer = new RgbResizer(image.width(), image.height(), width, height);
    resizer.start(PixelRows.of(image));
    int[] row = new int[width];
    int[] all = new int[width * height];
    for (int y = 0; y < height; y++) {
      resizer.read(y, row);
      System.arraycopy(row, 0, all, y * width, width);
    }
    return all;
  }

  private static int channel(int rgb, int c) {
    return rgb >> 16 - 8 * c & 0xFF;
  }

  private static long sum(int[] rgb, int c) {
    long sum = 0;
    for (int p : rgb) {
      sum += channel(p, c);
    }
    return sum;
  }

  @Test
  void equalsTheCheckVectorWhenShrinking() {
    int[] small = resize(pattern(100, 75), 64, 32);
    int[] first = new int[10];
    int[] last = new int[10];
    for (int i = 0; i < 10; i++) {
      first[i] = channel(small[i], 0);
      last[i] = channel(small[31 * 64 + 54 + i], 2);
    }
    assertThat(first).containsExactly(11, 21, 33, 43, 54, 65, 76, 87, 98, 109);
    assertThat(last).containsExactly(72, 83, 94, 104, 116, 126, 137, 148, 159, 170);
    assertThat(new long[] {sum(small, 0), sum(small, 1), sum(small, 2)})
        .containsExactly(261562, 261695, 261021);
  }

  @Test
  void equalsTheCheckVectorWhenEnlarging() {
    int[] large = resize(pattern(100, 75), 160, 96);
    int[] first = new int[10];
    for (int i = 0; i < 10; i++) {
      first[i] = channel(large[i], 0);
    }
    assertThat(first).containsExactly(0, 3, 7, 12, 16, 20, 25, 29, 34, 38);
    assertThat(new long[] {sum(large, 0), sum(large, 1), sum(large, 2)})
        .containsExactly(1960702, 1962256, 1957564);
  }

  @ParameterizedTest
  @CsvSource({"1,1,5,7", "1,9,4,4", "9,1,4,4", "2,3,1,1", "3,2,17,1", "4096,1,7,3", "5,5,5,5"})
  void aPictureOfOneColourKeepsIt(int w, int h, int toW, int toH) {
    for (int rgb : new int[] {0x000000, 0xFFFFFF, 0x0180FE}) {
      int[] out = resize(ArgbImage.filled(w, h, 0xFF000000 | rgb), toW, toH);
      for (int p : out) {
        assertThat(p).isEqualTo(rgb);
      }
    }
  }

  @Test
  void theSameSizeIsTheIdentity() {
    ArgbImage image = pattern(37, 23);
    int[] out = resize(image, 37, 23);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isEqualTo(image.toArray()[i] & 0xFFFFFF);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,48,31,17", "31,17,64,48", "100,3,3,100", "640,480,512,384"})
  void staysWithinOneLevelOfExactBilinear(int w, int h, int toW, int toH) {
    ArgbImage image = pattern(w, h);
    int[] out = resize(image, toW, toH);
    for (int y = 0; y < toH; y++) {
      for (int x = 0; x < toW; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat((double) channel(out[y * toW + x], c))
              .isCloseTo(exact(image, x, y, toW, toH, c), within(1.0));
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double d) {
    return org.assertj.core.data.Offset.offset(d);
  }

  private static double exact(ArgbImage image, int x, int y, int toW, int toH, int c) {
    double fx = clamp((x + 0.5) * image.width() / toW - 0.5, image.width() - 1);
    double fy = clamp((y + 0.5) * image.height() / toH - 0.5, image.height() - 1);
    int x0 = (int) fx;
    int y0 = (int) fy;
    int x1 = Math.min(x0 + 1, image.width() - 1);
    int y1 = Math.min(y0 + 1, image.height() - 1);
    double tx = fx - x0;
    double ty = fy - y0;
    double top = (1 - tx) * value(image, x0, y0, c) + tx * value(image, x1, y0, c);
    double bottom = (1 - tx) * value(image, x0, y1, c) + tx * value(image, x1, y1, c);
    return (1 - ty) * top + ty * bottom;
  }

  private static int value(ArgbImage image, int x, int y, int c) {
    return channel(image.argb(x, y), c);
  }

  private static double clamp(double v, double max) {
    return Math.min(Math.max(v, 0), max);
  }
}
