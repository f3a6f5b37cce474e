package io.github.matting4j.portraits.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrandPainterTest {
  /** A strand of constant width covers its length times its width, however thin and tilted. */
  @ParameterizedTest
  @CsvSource({"0.05, 0", "0.3, 0.4", "0.9, 1.0", "2.5, 1.57", "0.02, 2.2"})
  void areaIsLengthTimesWidth(double widthPx, double angle) {
    int size = 100;
    PaintLayer layer = new PaintLayer(size, size);
    float[] depth = new float[size * size];
    Arrays.fill(depth, -1e9f);
    int n = 9;
    float[] xyz = new float[3 * n];
    for (int k = 0; k < n; k++) {
      double t = 60 * (k / (n - 1.0) - 0.5);
      xyz[3 * k] = (float) (t * Math.cos(angle));
      xyz[3 * k + 1] = (float) (t * Math.sin(angle));
    }
    Strand strand = new Strand(xyz, new float[3 * n], widthPx / 2, widthPx / 2);
    StrandPainter.paint(new Strand[] {strand}, new ViewFrame(50.3, 49.6, 1), layer, depth);
    double area = 0;
    for (int i = 3; i < layer.rgba.length; i += 4) {
      area += layer.rgba[i];
    }
    // The root is thinner over the first tenth, and the ends are cut at whole pixels.
    assertThat(area / (60 * widthPx)).isCloseTo(0.97, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "1, 1"})
  void surfaceHidesStrandsBehindIt(float z, float visible) {
    PaintLayer layer = new PaintLayer(9, 9);
    float[] depth = new float[81];
    for (int i = 0; i < 81; i++) {
      layer.over(i, 0, 0, 0, 1);
    }
    float[] xyz = {-4, 0, z, 4, 0, z};
    float[] red = {1, 0, 0, 1, 0, 0};
    Strand strand = new Strand(xyz, red, 2, 2);
    StrandPainter.paint(new Strand[] {strand}, new ViewFrame(4.5, 4.5, 1), layer, depth);
    assertThat(layer.rgba[4 * 40]).isEqualTo(visible);
  }
}
