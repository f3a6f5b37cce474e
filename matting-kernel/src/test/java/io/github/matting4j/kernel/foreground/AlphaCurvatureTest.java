package io.github.matting4j.kernel.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphaCurvatureTest {
  private static final float CLEAR = AlphaCurvature.CLEAR;
  private static final float THRESHOLD = 0.05f;

  /** Blocks of 0, of 1, of nearly these, and of soft alphas, some with a single other alpha. */
  private static float[] blocks(int width, int height, long seed) {
    Random random = new Random(seed);
    float[] alpha = new float[width * height];
    int columns = width / 32 + 1;
    int[] kinds = random.ints((long) columns * (height / 16 + 1), 0, 8).toArray();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int kind = kinds[y / 16 * columns + x / 32];
        alpha[y * width + x] =
            switch (kind) {
              case 0, 1, 2 -> 0f;
              case 3, 4 -> 1f;
              case 5 -> random.nextFloat() * CLEAR;
              case 6 -> 1f - random.nextFloat() * CLEAR;
              default -> random.nextFloat();
            };
      }
    }
    for (int i = 0; i < 20; i++) {
      alpha[random.nextInt(alpha.length)] = random.nextFloat();
    }
    return alpha;
  }

  @ParameterizedTest
  @CsvSource({"300,97,0", "300,97,1", "256,64,3", "300,97,6", "700,97,7", "1,1,0", "65,2,0"})
  void blocksThatAreLeftOutHoldNothing(int width, int height, int shift) {
    AlphaMatte matte = AlphaMatte.adopt(width, height, blocks(width, height, 17));
    DecidedBlocks blocks = DecidedBlocks.of(matte, CLEAR);
    AlphaCurvature found = AlphaCurvature.of(matte, blocks, shift, THRESHOLD, CLEAR);
    int columns = EdgeLevel.size(width, shift);
    int rows = EdgeLevel.size(height, shift);
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        float a = at(matte, x, y, shift);
        boolean undecided = a > CLEAR && a < 1f - CLEAR;
        assertThat(found.undecided().has(x, y)).isEqualTo(undecided);
        float across = at(matte, x - 1, y, shift) + at(matte, x + 1, y, shift) - 2 * a;
        float down = at(matte, x, y - 1, shift) + at(matte, x, y + 1, shift) - 2 * a;
        boolean curved = Math.abs(across) + Math.abs(down) > THRESHOLD;
        assertThat(found.curved().has(x, y)).isEqualTo(undecided && curved);
        assertThat(found.steep().has(x, y)).isEqualTo(isNearStep(matte, x, y, shift));
      }
    }
  }

  /** Borders repeated. */
  private static float at(AlphaMatte matte, int x, int y, int shift) {
    int lastColumn = EdgeLevel.size(matte.width(), shift) - 1;
    int lastRow = EdgeLevel.size(matte.height(), shift) - 1;
    int column = Math.max(0, Math.min(lastColumn, x)) << shift;
    return matte.alpha(column, Math.max(0, Math.min(lastRow, y)) << shift);
  }

  private static boolean isNearStep(AlphaMatte matte, int x, int y, int shift) {
    int lastColumn = EdgeLevel.size(matte.width(), shift) - 1;
    int lastRow = EdgeLevel.size(matte.height(), shift) - 1;
    boolean near = false;
    for (int v = Math.max(0, y - 2); v <= Math.min(lastRow, y + 2); v++) {
      for (int u = Math.max(0, x - 2); u <= Math.min(lastColumn, x + 2); u++) {
        float a = at(matte, u, v, shift);
        near |= Math.abs(a - at(matte, u - 1, v, shift)) > 0.35f;
        near |= Math.abs(a - at(matte, u, v - 1, shift)) > 0.35f;
      }
    }
    return near;
  }
}
