package io.github.matting4j.kernel.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.ArgbImage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelScalerTest {
  /** Half a level is the rounding itself; the rest is fixed point and float. */
  private static final double ROUNDING = 0.5 + 2e-3;

  @ParameterizedTest
  @CsvSource({"64,48,16,12", "75,31,20,9", "40,30,40,7", "9,8,1,1", "30,20,30,20"})
  void reducesByAreaAverage(int width, int height, int smallWidth, int smallHeight) {
    int[] pixels = new Random(4).ints((long) width * height).toArray();
    ArgbImage photo = ArgbImage.adopt(width, height, pixels);
    ArgbImage small = new PixelScaler(PixelRows.of(photo), smallWidth, smallHeight).toImage();
    double columns = (double) width / smallWidth;
    double rows = (double) height / smallHeight;
    for (int y = 0; y < smallHeight; y++) {
      for (int x = 0; x < smallWidth; x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          double sum = 0;
          for (int v = 0; v < height; v++) {
            double share = overlap(v, y * rows, (y + 1) * rows);
            for (int u = 0; share > 0 && u < width; u++) {
              double part = share * overlap(u, x * columns, (x + 1) * columns);
              sum += part * (photo.argb(u, v) >> shift & 0xFF);
            }
          }
          assertThat((double) (small.argb(x, y) >> shift & 0xFF))
              .isCloseTo(sum / (columns * rows), within(ROUNDING));
        }
        assertThat(small.argb(x, y) >>> 24).isEqualTo(255);
      }
    }
  }

  private static double overlap(int sample, double from, double to) {
    return Math.max(0, Math.min(to, sample + 1.0) - Math.max(from, sample));
  }

  @Test
  void oneColourStaysThatColourAtAnySize() {
    int[] pixels = new int[31 * 17];
    Arrays.fill(pixels, 0xFFFF8001);
    ArgbImage photo = ArgbImage.adopt(31, 17, pixels);
    for (int[] size : new int[][] {{7, 5}, {31, 17}, {90, 40}, {90, 3}}) {
      ArgbImage scaled = new PixelScaler(PixelRows.of(photo), size[0], size[1]).toImage();
      assertThat(scaled.toArray()).containsOnly(0xFFFF8001);
    }
  }

  /** What a network's matte becomes when it is enlarged, and back. */
  @Test
  void samplesOfAnEnlargedPlaneAreRecoveredAndFlatPartsExactly() {
    int width = 60;
    int height = 40;
    float[] small = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double inside = (15 - Math.hypot(x - 25, y - 18)) / 6 + 0.5;
        small[y * width + x] = (float) Math.max(0, Math.min(1, inside));
      }
    }
    AlphaResizer large = new AlphaResizer(width, height, 4 * width, 4 * height);
    large.start(AlphaRows.of(FloatBuffer.wrap(small), width, width, height));
    float[] found = BilinearSamples.of(large, width, height);
    for (int i = 0; i < small.length; i++) {
      assertThat(found[i]).isCloseTo(small[i], within(0.01f));
    }
    assertThat(found[0]).isZero();
    assertThat(found[18 * width + 25]).isEqualTo(1f);
  }
}
