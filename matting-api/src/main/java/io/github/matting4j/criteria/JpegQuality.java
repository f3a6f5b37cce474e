package io.github.matting4j.criteria;

/**
 * The quality on libjpeg's scale whose luminance table is nearest to a file's.
 *
 * @param quality 1..100
 * @param distance mean absolute difference of the 64 entries
 */
record JpegQuality(int quality, double distance) {
  /** Table K.1 of the JPEG standard, in zigzag order as files have it. */
  private static final int[] STANDARD = {
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99
  };

  static JpegQuality of(int[] zigzag) {
    JpegQuality best = new JpegQuality(1, Double.MAX_VALUE);
    for (int quality = 1; quality <= 100; quality++) {
      double distance = distance(zigzag, quality);
      if (distance < best.distance) {
        best = new JpegQuality(quality, distance);
      }
    }
    return best;
  }

  private static double distance(int[] zigzag, int quality) {
    int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    long sum = 0;
    for (int i = 0; i < 64; i++) {
      int entry = Math.min(255, Math.max(1, (STANDARD[i] * scale + 50) / 100));
      sum += Math.abs(entry - zigzag[i]);
    }
    return sum / 64.0;
  }

  /** Whether the table is libjpeg's, up to rounding. */
  boolean isExact() {
    return distance < 1.5;
  }
}
