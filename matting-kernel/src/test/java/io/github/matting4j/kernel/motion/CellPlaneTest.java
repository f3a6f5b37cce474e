package io.github.matting4j.kernel.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.ArgbImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums, minima and means of cells against plain loops over squares. */
class CellPlaneTest {
  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;

  private final Random random = new Random(4);

  @Test
  void sumsAndMinimaAreThoseOfSquares() {
    float[] plane = new float[WIDTH * HEIGHT];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = random.nextFloat();
    }
    float[] sums = CellPlane.sums(plane, WIDTH, HEIGHT, 2);
    float[] minima = CellPlane.minima(plane, WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double sum = 0;
        float least = 1;
        for (int v = Math.max(0, y - 2); v <= Math.min(HEIGHT - 1, y + 2); v++) {
          for (int u = Math.max(0, x - 2); u <= Math.min(WIDTH - 1, x + 2); u++) {
            sum += plane[v * WIDTH + u];
            if (Math.abs(u - x) <= 1 && Math.abs(v - y) <= 1) {
              least = Math.min(least, plane[v * WIDTH + u]);
            }
          }
        }
        assertThat((double) sums[y * WIDTH + x]).isCloseTo(sum, within(1e-5));
        assertThat(minima[y * WIDTH + x]).isEqualTo(least);
      }
    }
  }

  @Test
  void cellsAreMeansOfPixelsAndRepeatAroundThePicture() {
    int width = 1083;
    int height = 1201;
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = 0xFF000000 | random.nextInt(0x1000000);
    }
    FrameCells cells = new FrameCells(ArgbImage.copyOf(width, height, argb));
    assertThat(cells.pixels).isEqualTo(3);
    assertThat(cells.width).isEqualTo(361);
    assertThat(cells.height).isEqualTo(401);
    for (int[] cell : new int[][] {{0, 0}, {100, 57}, {360, 400}}) {
      double luma = 0;
      double red = 0;
      int count = 0;
      for (int y = 3 * cell[1]; y < Math.min(height, 3 * cell[1] + 3); y++) {
        for (int x = 3 * cell[0]; x < Math.min(width, 3 * cell[0] + 3); x++) {
          int r = argb[y * width + x] >> 16 & 0xFF;
          int g = argb[y * width + x] >> 8 & 0xFF;
          luma += 0.25 * (r + 2 * g + (argb[y * width + x] & 0xFF));
          red += 0.5 * (r - g);
          count++;
        }
      }
      int i = cells.index(cell[0], cell[1]);
      assertThat((double) cells.luma[i]).isCloseTo(luma / count, within(1e-3));
      assertThat((double) cells.red[i]).isCloseTo(red / count, within(1e-3));
    }
    assertThat(cells.luma[cells.index(-FrameCells.BORDER, -1)])
        .isEqualTo(cells.luma[cells.index(0, 0)]);
    assertThat(cells.blue[cells.index(361 + FrameCells.BORDER - 1, 402)])
        .isEqualTo(cells.blue[cells.index(360, 400)]);
  }
}
