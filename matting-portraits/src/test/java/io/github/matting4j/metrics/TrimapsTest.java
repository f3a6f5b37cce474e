package io.github.matting4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrimapsTest {
  @Test
  void ellipseOf25HasOpenCvRows() {
    int[] want = {1, 11, 15, 17, 19, 21, 21, 23, 23, 25, 25, 25, 25};
    int[] reach = Trimaps.ellipseReach(25);
    int ones = 0;
    for (int i = 0; i < 25; i++) {
      assertThat(2 * reach[i] + 1).isEqualTo(want[Math.min(i, 24 - i)]);
      ones += 2 * reach[i] + 1;
    }
    assertThat(ones).isEqualTo(477);
  }

  @ParameterizedTest
  @CsvSource({"1,1,3", "17,1,25", "1,40,7", "31,23,7", "40,40,25", "9,9,1"})
  void trimapEqualsTheNaiveMorphology(int w, int h, int size) {
    Random random = new Random(w + 100L * h);
    float[] truth = new float[w * h];
    for (int i = 0; i < truth.length; i++) {
      int x = i % w;
      truth[i] = random.nextInt(60) == 0 ? 128 : x < w / 2 ? 0 : 255;
    }
    assertThat(Trimaps.around(w, h, truth, size)).isEqualTo(naive(truth, w, h, size));
  }

  @Test
  void evenSizeIsRefused() {
    assertThatThrownBy(() -> Trimaps.around(1, 1, new float[1], 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }

  private static byte[] naive(float[] truth, int w, int h, int size) {
    int r = size / 2;
    int[] reach = Trimaps.ellipseReach(size);
    byte[] out = new byte[truth.length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float min = 255;
        float max = 0;
        for (int dy = -r; dy <= r; dy++) {
          for (int dx = -reach[dy + r]; dx <= reach[dy + r]; dx++) {
            if (y + dy >= 0 && y + dy < h && x + dx >= 0 && x + dx < w) {
              float v = truth[(y + dy) * w + x + dx];
              min = Math.min(min, v);
              max = Math.max(max, v);
            }
          }
        }
        out[y * w + x] = (byte) (min > 254.5f ? 255 : max < 0.5f ? 0 : 128);
      }
    }
    return out;
  }
}
