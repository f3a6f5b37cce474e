package io.github.matting4j.kernel.blend;

import io.github.matting4j.io.colour.SrgbCurve;

/** Mixing in linear light: {@code sRGB(b + a (f - b))} of linear values b and f. */
final class LinearLight {
  /** The linear value of each level. */
  private static final float[] LINEAR = new float[256];

  /** The linear value half-way to the next level, from which on that is nearer. */
  private static final float[] ENDS = new float[256];

  static {
    for (int level = 0; level < LINEAR.length; level++) {
      LINEAR[level] = (float) SrgbCurve.toLinear(level / 255.0);
      ENDS[level] = (float) SrgbCurve.toLinear((level + 0.5) / 255);
    }
  }

  private LinearLight() {}

  /**
   * Mixes two levels of 0..255, rounded once: a table lookup and a search instead of two powers.
   */
  static int mix(int front, int back, float a) {
    if (front == back) {
      return front;
    }
    float value = LINEAR[back] + a * (LINEAR[front] - LINEAR[back]);
    int low = Math.min(front, back);
    int high = Math.max(front, back);
    while (low < high) { // the first level that ends above the value
      int middle = (low + high) >>> 1;
      if (ENDS[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Mixes two sRGB values of 0..1, unrounded. */
  static float mix(float front, float back, float a) {
    double b = SrgbCurve.toLinear(back);
    return (float) SrgbCurve.toEncoded(b + a * (SrgbCurve.toLinear(front) - b));
  }
}
