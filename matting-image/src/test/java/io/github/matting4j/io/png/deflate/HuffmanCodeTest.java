package io.github.matting4j.io.png.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
  @Test
  void codesAreCompleteAndUnderTheLimit() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      int[] counts = new int[2 + random.nextInt(285)];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = random.nextBoolean() ? 0 : (int) Math.exp(random.nextDouble() * 12);
      }
      assertComplete(HuffmanCode.of(counts, 14), 14);
    }
  }

  @Test
  void fibonacciCountsAreCutToTheLimit() {
    int[] counts = new int[30];
    counts[0] = 1;
    counts[1] = 1;
    for (int i = 2; i < counts.length; i++) {
      counts[i] = counts[i - 1] + counts[i - 2];
    }
    assertComplete(HuffmanCode.of(counts, 14), 14);
    assertComplete(HuffmanCode.of(Arrays.copyOf(counts, 19), 7), 7);
  }

  @Test
  void oneSymbolStillMakesACompleteCode() {
    int[] counts = new int[10];
    counts[4] = 3;
    assertComplete(HuffmanCode.of(counts, 7), 7);
  }

  @Test
  void deflaterIsUndoneByTheJdkForEveryLengthAroundABlock() throws IOException {
    Random random = new Random(11);
    int[] lengths = {0, 1, 2, 3, 4, 7, 8, 9, 15, 258, 65535, 65536, 65537, 65544, 131072, 200000};
    for (int length : lengths) {
      for (int pixelBytes = 1; pixelBytes <= 4; pixelBytes++) {
        for (int levels : new int[] {1, 2, 5, 256}) {
          byte[] data = new byte[length];
          for (int i = 0; i < length; i++) {
            boolean repeat = i >= pixelBytes && random.nextInt(40) != 0 && levels < 256;
            data[i] = repeat ? data[i - pixelBytes] : (byte) random.nextInt(levels);
          }
          assertThat(inflate(deflate(data, pixelBytes, random))).isEqualTo(data);
        }
      }
    }
  }

  private static byte[] deflate(byte[] data, int pixelBytes, Random random) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (PixelDeflater deflater = new PixelDeflater(packed, pixelBytes)) {
      for (int at = 0; at < data.length; ) {
        int part = Math.min(data.length - at, 1 + random.nextInt(100_000));
        deflater.write(data, at, part);
        at += part;
      }
    }
    return packed.toByteArray();
  }

  private static byte[] inflate(byte[] packed) throws IOException {
    return new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private static void assertComplete(HuffmanCode code, int limit) {
    double kraft = 0;
    for (int length : code.lengths) {
      assertThat(length).isBetween(0, limit);
      kraft += length == 0 ? 0 : Math.pow(2, -length);
    }
    assertThat(kraft).isEqualTo(1.0);
  }
}
