package io.github.matting4j.evaluate.measure;

import io.github.matting4j.image.ArgbImage;

/**
 * How uncertain each pixel of a matte is, if there is no other matte to compare it with. Stateless.
 *
 * <pre>
 * uncertainty = max(undecided, at odds)
 * undecided   = 1 - |2 a - 1|
 * at odds     = min(1, 4 |grad a|) max(0, 1 - |grad luma| / 16)    central differences, luma 0..255
 * </pre>
 */
final class Uncertainty {
  private static final float ALPHA_STEEPNESS = 4f;
  private static final float EDGE = 16f;

  private Uncertainty() {}

  static Difference of(ArgbImage photo, float[] alpha) {
    int width = photo.width();
    int height = photo.height();
    float[] luma = luma(photo);
    float[] uncertain = new float[alpha.length];
    for (int y = 0; y < height; y++) {
      int up = Math.max(0, y - 1) * width;
      int down = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int left = y * width + Math.max(0, x - 1);
        int right = y * width + Math.min(width - 1, x + 1);
        float steep = length(alpha[right] - alpha[left], alpha[down + x] - alpha[up + x]);
        float edge = length(luma[right] - luma[left], luma[down + x] - luma[up + x]);
        float atOdds = Math.min(1f, ALPHA_STEEPNESS * steep) * Math.max(0f, 1f - edge / EDGE);
        uncertain[i] = Math.max(1f - Math.abs(2f * alpha[i] - 1f), atOdds);
      }
    }
    return new Difference(Difference.Kind.UNCERTAINTY, width, height, uncertain);
  }

  /** Of a step over two pixels. */
  private static float length(float dx, float dy) {
    return (float) Math.sqrt(dx * dx + dy * dy) / 2f;
  }

  private static float[] luma(ArgbImage photo) {
    float[] luma = new float[photo.width() * photo.height()];
    int[] row = new int[photo.width()];
    for (int y = 0; y < photo.height(); y++) {
      photo.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        luma[y * row.length + x] = Luma.of(row[x]);
      }
    }
    return luma;
  }
}
