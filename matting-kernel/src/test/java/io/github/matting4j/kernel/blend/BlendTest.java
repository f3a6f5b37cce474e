package io.github.matting4j.kernel.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlendTest {
  /** Runs of clear, opaque and soft alphas in front of opaque, soft and clear pixels of a photo. */
  @Test
  void aRowOverABackground() {
    Random random = new Random(5);
    float[] matte = new float[600];
    int[] photo = new int[matte.length];
    int[] background = new int[matte.length];
    for (int x = 0; x < matte.length; x++) {
      int kind = x / 7 % 3;
      matte[x] = kind == 2 ? random.nextFloat() : kind;
      int alpha = new int[] {255, 255, 128, 0}[x / 5 % 4];
      photo[x] = random.nextInt() & 0xFFFFFF | alpha << 24;
      background[x] = random.nextInt(); // its alpha means nothing
    }
    int[] result = new int[matte.length + 3];
    Blend.over(photo, matte, background, BlendSpace.SRGB, result, 3);
    for (int x = 0; x < matte.length; x++) {
      double a = matte[x] * (photo[x] >>> 24) / 255.0;
      assertThat(result[3 + x] >>> 24).isEqualTo(255);
      for (int shift : new int[] {0, 8, 16}) {
        int front = photo[x] >> shift & 0xFF;
        int back = background[x] >> shift & 0xFF;
        assertThat((double) (result[3 + x] >> shift & 0xFF))
            .as("column %d", x)
            .isCloseTo(back + a * (front - back), within(0.501));
      }
    }
    assertThat(result).startsWith(0, 0, 0);
  }

  @Test
  void aRowCutOut() {
    Random random = new Random(6);
    float[] matte = new float[700];
    int[] photo = random.ints(matte.length).toArray();
    for (int x = 0; x < matte.length; x++) { // whole blocks of one alpha, and mixed ones
      int kind = x / 100 % 4;
      matte[x] = kind == 3 ? x / 5 % 2 : kind == 2 ? random.nextFloat() : kind;
    }
    int[] result = new int[matte.length + 2];
    Blend.cutOut(photo, matte, result, 2);
    for (int x = 0; x < matte.length; x++) {
      assertThat(result[2 + x] & 0xFFFFFF).isEqualTo(photo[x] & 0xFFFFFF);
      assertThat((double) (result[2 + x] >>> 24))
          .isCloseTo(matte[x] * (double) (photo[x] >>> 24), within(0.5001));
    }
  }
}
