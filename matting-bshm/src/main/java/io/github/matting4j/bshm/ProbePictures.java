package io.github.matting4j.bshm;

import java.util.List;
import java.util.SplittableRandom;

/** The pictures on which two engines are compared: a drawn figure, noise and a gradient. */
final class ProbePictures {
  private ProbePictures() {}

  /**
   * One picture.
   *
   * @param width columns
   * @param height rows
   * @param colour of each pixel
   */
  record Probe(int width, int height, Colour colour) {

    /** Rows, columns, red, green, blue of 0..255. */
    float[] pixels() {
      float[] pixels = new float[3 * width * height];
      int i = 0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int channel = 0; channel < 3; channel++) {
            pixels[i++] = colour.at((x + 0.5f) / width, (y + 0.5f) / height, channel);
          }
        }
      }
      return pixels;
    }
  }

  /** A colour at a place of 0..1 each way. */
  interface Colour {
    float at(float x, float y, int channel);
  }

  static List<Probe> all() {
    SplittableRandom random = new SplittableRandom(640);
    return List.of(
        new Probe(640, 640, ProbePictures::figure),
        new Probe(948, 533, (x, y, channel) -> random.nextInt(256)),
        new Probe(700, 1000, (x, y, channel) -> channel == 0 ? 255 * x : 255 * y));
  }

  /** A head and shoulders of two tones before a lighter background. */
  private static float figure(float x, float y, int channel) {
    boolean head = square((x - 0.5f) / 0.16f) + square((y - 0.35f) / 0.21f) < 1;
    boolean body = square((x - 0.5f) / 0.38f) + square((y - 1.05f) / 0.5f) < 1;
    float[] skin = {220, 170, 140};
    float[] cloth = {50, 60, 110};
    return head ? skin[channel] : body ? cloth[channel] : 180 + 60 * y - 10 * channel;
  }

  private static float square(float value) {
    return value * value;
  }
}
