package io.github.matting4j.io.png;

/**
 * PNG row filters on packed samples: one int per pixel, its channels in file order in the low
 * bytes, so that one int operation filters all channels of a pixel and the loops vectorise; or two
 * ints per pixel ({@code step}), for more than four bytes.
 *
 * <pre>
 * SUB      delta = x - a            a = pixel to the left (0 outside)
 * UP       delta = x - b            b = pixel above (0 outside)
 * AVERAGE  delta = x - (a + b) / 2  rounded down
 * </pre>
 *
 * All of it a byte at a time, modulo 256. Paeth is not used: on photos it takes more time than the
 * smaller size is worth.
 */
enum PngRowFilter {
  SUB(1) {
    @Override
    void apply(int[] row, int[] above, int[] delta, int width, int step) {
      System.arraycopy(row, 0, delta, 0, step);
      if (step == 1) { // a constant distance, which the compiler vectorises
        for (int x = 1; x < width; x++) {
          delta[x] = minus(row[x], row[x - 1]);
        }
        return;
      }
      for (int x = step; x < width; x++) {
        delta[x] = minus(row[x], row[x - step]);
      }
    }
  },
  UP(2) {
    @Override
    void apply(int[] row, int[] above, int[] delta, int width, int step) {
      for (int x = 0; x < width; x++) {
        delta[x] = minus(row[x], above[x]);
      }
    }
  },
  AVERAGE(3) {
    @Override
    void apply(int[] row, int[] above, int[] delta, int width, int step) {
      for (int x = 0; x < step; x++) {
        delta[x] = minus(row[x], average(0, above[x]));
      }
      if (step == 1) {
        for (int x = 1; x < width; x++) {
          delta[x] = minus(row[x], average(row[x - 1], above[x]));
        }
        return;
      }
      for (int x = step; x < width; x++) {
        delta[x] = minus(row[x], average(row[x - step], above[x]));
      }
    }
  };

  /** About this many pixels of a row are sampled to choose its filter. */
  private static final int SAMPLES = 200;

  /** The number that the file format gives this filter. */
  final byte type;

  PngRowFilter(int type) {
    this.type = (byte) type;
  }

  /**
   * @param width ints of a row
   * @param step ints per pixel
   */
  abstract void apply(int[] row, int[] above, int[] delta, int width, int step);

  /** The filter with the smallest sum of absolute differences over evenly spread samples. */
  static PngRowFilter best(int[] row, int[] above, int width, int step) {
    int stride = 1 + width / SAMPLES;
    long sub = 0;
    long up = 0;
    long average = 0;
    for (int x = step; x < width; x += stride) {
      int here = row[x];
      int left = row[x - step];
      int over = above[x];
      sub += magnitude(minus(here, left));
      up += magnitude(minus(here, over));
      average += magnitude(minus(here, average(left, over)));
    }
    if (average < sub && average < up) {
      return AVERAGE;
    }
    return sub < up ? SUB : UP;
  }

  /** {@code x - y} in each of the four bytes. */
  private static int minus(int x, int y) {
    return ((x | 0x80808080) - (y & 0x7F7F7F7F)) ^ ((x ^ ~y) & 0x80808080);
  }

  /** {@code (x + y) / 2}, rounded down, in each of the four bytes. */
  private static int average(int x, int y) {
    return (x & y) + (((x ^ y) & 0xFEFEFEFE) >>> 1);
  }

  /** The sum of the absolute values of the four bytes, each read as signed. */
  private static int magnitude(int bytes) {
    int sign = (bytes >>> 7) & 0x01010101;
    int absolute = (bytes ^ (sign * 255)) + sign;
    int pairs = (absolute & 0x00FF00FF) + ((absolute >>> 8) & 0x00FF00FF);
    return (pairs & 0xFFFF) + (pairs >>> 16);
  }
}
