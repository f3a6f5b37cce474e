package io.github.matting4j.portraits;

import io.github.matting4j.portraits.figure.SrgbTables;
import io.github.matting4j.portraits.paint.PaintLayer;
import java.util.stream.IntStream;

/**
 * Turns the people's layer and the background into the published planes. Photo effects are applied
 * to foreground and background alike before they are joined, so the photo is exactly the mix of
 * foreground and background by alpha. Stateless.
 */
final class GroundTruth {
  private GroundTruth() {}

  static SyntheticPortrait of(
      String name, PaintLayer people, int[] background, double exposure, double noise, long seed) {
    int n = background.length;
    float[] alpha = new float[n];
    encode(people, alpha);
    ForegroundSpread.fill(people);
    int[] foreground = new int[n];
    int[] photo = new int[n];
    Exposure exposed = new Exposure(exposure, noise, seed);
    IntStream.range(0, people.height)
        .parallel()
        .forEach(
            y -> {
              for (int i = y * people.width; i < (y + 1) * people.width; i++) {
                float[] p = people.rgba;
                foreground[i] = exposed.apply(i, p[4 * i], p[4 * i + 1], p[4 * i + 2]);
                int b = background[i];
                background[i] = exposed.apply(i, b >> 16 & 0xFF, b >> 8 & 0xFF, b & 0xFF);
                photo[i] = SyntheticPortrait.compose(alpha[i], foreground[i], background[i]);
              }
            });
    return new SyntheticPortrait(
        name, people.width, people.height, photo, alpha, foreground, background);
  }

  /**
   * Makes the layer's colours straight and sRGB-encoded, weighted by how much they are to be kept.
   */
  private static void encode(PaintLayer people, float[] alpha) {
    float[] p = people.rgba;
    IntStream.range(0, people.height)
        .parallel()
        .forEach(
            y -> {
              for (int i = y * people.width; i < (y + 1) * people.width; i++) {
                float a = p[4 * i + 3];
                // An alpha below 1/4096 is invisible and hardly representable in 16 bits.
                alpha[i] = a < 1f / 4096 ? 0f : a > 1 - 1f / 4096 ? 1f : a;
                for (int c = 0; c < 3; c++) {
                  p[4 * i + c] = a > 0 ? SrgbTables.encode(p[4 * i + c] / a) : 0;
                }
                p[4 * i + 3] = alpha[i] > 0 ? Math.min(1f, 64 * a) : 0f;
              }
            });
  }
}
