package io.github.matting4j.kernel.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphaResizerTest {
  static float[] resize(float[] plane, int w, int h, int toW, int toH) {
    AlphaResizer resizer = new AlphaResizer(w, h, toW, toH);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(plane), w, w, h));
    float[] out = new float[toW * toH];
    for (int y = 0; y < toH; y++) {
      resizer.read(y, out, y * toW);
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,3,5",
    "2,2,1,1",
    "3,2,17,1",
    "1,64,7,200",
    "64,1,200,7",
    "37,23,111,69",
    "111,69,37,23"
  })
  void equalsADoublePrecisionEvaluation(int w, int h, int toW, int toH) {
    Random random = new Random(42);
    float[] plane = new float[w * h];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
    }
    float[] out = resize(plane, w, h, toW, toH);
    for (int y = 0; y < toH; y++) {
      for (int x = 0; x < toW; x++) {
        double fx = Math.min(Math.max((x + 0.5) * w / toW - 0.5, 0), w - 1);
        double fy = Math.min(Math.max((y + 0.5) * h / toH - 0.5, 0), h - 1);
        int x0 = (int) fx;
        int y0 = (int) fy;
        int x1 = Math.min(x0 + 1, w - 1);
        int y1 = Math.min(y0 + 1, h - 1);
        double top = plane[y0 * w + x0] * (1 - fx + x0) + plane[y0 * w + x1] * (fx - x0);
        double bottom = plane[y1 * w + x0] * (1 - fx + x0) + plane[y1 * w + x1] * (fx - x0);
        double expected = top * (1 - fy + y0) + bottom * (fy - y0);
        assertThat((double) out[y * toW + x]).isCloseTo(expected, within(1.5e-7));
        assertThat(out[y * toW + x]).isBetween(0f, 1f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5,7,31,29", "31,29,5,7", "512,672,512,683"})
  void aPlaneOfOneValueKeepsItExactly(int w, int h, int toW, int toH) {
    for (float v : new float[] {0f, 1f, 0.3f, 1e-30f}) {
      float[] plane = new float[w * h];
      java.util.Arrays.fill(plane, v);
      for (float out : resize(plane, w, h, toW, toH)) {
        assertThat(out).isEqualTo(v);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"9,6", "1,1", "640,3"})
  void readsOnlyTheTopLeftOfAPaddedPlane(int w, int h) {
    int stride = w + 5;
    float[] padded = new float[stride * (h + 3)];
    java.util.Arrays.fill(padded, 0.9f);
    for (int y = 0; y < h; y++) {
      java.util.Arrays.fill(padded, y * stride, y * stride + w, 0.25f);
    }
    AlphaResizer resizer = new AlphaResizer(w, h, 2 * w, 2 * h);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(padded), stride, w, h));
    float[] row = new float[2 * w];
    for (int y = 0; y < 2 * h; y++) {
      resizer.read(y, row, 0);
      for (float v : row) {
        assertThat(v).isEqualTo(0.25f);
      }
    }
  }
}
