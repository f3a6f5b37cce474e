package io.github.matting4j.rivals;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;

/** Whether a rival does the same work: its matte and its picture next to ours. */
final class OutputEquivalence {
  /** Maximum mean difference of the alphas: resizing and rounding differ. */
  static final double MATTE = 0.02;

  /** Maximum mean difference of the levels of visible pixels: decoders round differently. */
  static final double COLOUR = 1.0;

  private OutputEquivalence() {}

  /** The mean difference of two mattes, 0..1. */
  static double difference(AlphaMatte a, AlphaMatte b) {
    float[] left = a.toArray();
    float[] right = b.toArray();
    if (a.width() != b.width() || left.length != right.length) {
      throw new IllegalStateException(a + " and " + b + " differ in size");
    }
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs(left[i] - right[i]);
    }
    return sum / left.length;
  }

  /**
   * Checks a cut-out against ours.
   *
   * @throws IllegalStateException if an alpha differs, or visible colours do by more than {@link
   *     #COLOUR}
   */
  static void check(String name, byte[] theirs, byte[] ours) throws IOException {
    ArgbImage their = ImageFiles.read(theirs, ReadOptions.defaults());
    ArgbImage our = ImageFiles.read(ours, ReadOptions.defaults());
    int[] left = their.toArray();
    int[] right = our.toArray();
    if (left.length != right.length || their.width() != our.width()) {
      throw new IllegalStateException(name + " wrote " + their + ", we wrote " + our);
    }
    long difference = 0;
    long levels = 0;
    for (int i = 0; i < left.length; i++) {
      if (left[i] >>> 24 != right[i] >>> 24) {
        throw new IllegalStateException(
            name + " wrote another alpha at x=" + i % our.width() + ", y=" + i / our.width());
      }
      for (int shift = 0; shift < 24 && right[i] >>> 24 != 0; shift += 8) {
        difference += Math.abs(((left[i] >> shift) & 0xFF) - ((right[i] >> shift) & 0xFF));
        levels++;
      }
    }
    if (difference > COLOUR * levels) {
      throw new IllegalStateException(
          name + " wrote colours that differ by " + (double) difference / levels + " levels");
    }
  }
}
