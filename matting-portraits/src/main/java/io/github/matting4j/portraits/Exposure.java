package io.github.matting4j.portraits;

import io.github.matting4j.portraits.figure.SplitMix;
import io.github.matting4j.portraits.figure.SrgbTables;

/** Brightness and sensor noise of the photo, a function of the pixel's index alone. Immutable. */
final class Exposure {
  private final double gain;
  private final double sigma;
  private final long seed;

  /** Stops of exposure, noise's standard deviation in 255ths, and the noise's seed. */
  Exposure(double stops, double sigma, long seed) {
    this.gain = StrictMath.pow(2, stops);
    this.sigma = sigma;
    this.seed = seed;
  }

  /** Opaque packed colour of an encoded colour 0..255. */
  int apply(int pixel, float r, float g, float b) {
    return 0xFF000000
        | channel(pixel, 0, r) << 16
        | channel(pixel, 1, g) << 8
        | channel(pixel, 2, b);
  }

  private int channel(int pixel, int c, float encoded) {
    double v = gain == 1 ? encoded : SrgbTables.encodeExactly(gain * SrgbTables.decode(encoded));
    if (sigma > 0) {
      v += sigma * bell(SplitMix.mix(seed + 3L * pixel + c));
    }
    return (int) (Math.max(0, Math.min(255, v)) + 0.5);
  }

  /** Sum of four uniforms out of one hash, standard deviation 1. */
  private static double bell(long hash) {
    long sum = (hash & 0xFFFF) + (hash >>> 16 & 0xFFFF) + (hash >>> 32 & 0xFFFF) + (hash >>> 48);
    return (sum / 65535.0 - 2) * 1.7320508075688772;
  }
}
