package io.github.matting4j.io;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Random;

/** Seeded pictures for the tests of writing. */
final class Pictures {
  private static final long SEED = 20261122;

  private Pictures() {}

  static ArgbImage noise(int width, int height) {
    return ArgbImage.adopt(width, height, new Random(SEED).ints(width * height).toArray());
  }

  static ArgbImage opaqueNoise(int width, int height) {
    int[] pixels = noise(width, height).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF000000;
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  static ArgbImage gradient(int width, int height) {
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      int y = i / width;
      pixels[i] = 0xFF000000 | (x & 0xFF) << 16 | (y & 0xFF) << 8 | (x + y) / 2 & 0xFF;
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  /** Smooth colours with sensor noise. */
  static ArgbImage photoLike(int width, int height) {
    Random random = new Random(SEED);
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      double x = (i % width) / (double) width;
      double y = (i / width) / (double) height;
      int red = level(128 + 100 * Math.sin(7 * x + 3 * y) + 2 * random.nextGaussian());
      int green = level(128 + 90 * Math.cos(5 * x * y + y) + 2 * random.nextGaussian());
      int blue = level(110 + 80 * Math.sin(9 * y - 2 * x) + 2 * random.nextGaussian());
      pixels[i] = 0xFF000000 | red << 16 | green << 8 | blue;
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  /** A soft-edged ellipse: 0 outside, 1 inside. */
  static AlphaMatte ellipse(int width, int height) {
    float[] alpha = new float[width * height];
    for (int i = 0; i < alpha.length; i++) {
      double x = 2 * (i % width + 0.5) / width - 1;
      double y = 2 * (i / width + 0.5) / height - 1;
      double inside = (0.8 - Math.sqrt(x * x + y * y)) * 10;
      alpha[i] = (float) Math.max(0, Math.min(1, inside));
    }
    return AlphaMatte.adopt(width, height, alpha);
  }

  static AlphaMatte noiseMatte(int width, int height) {
    Random random = new Random(SEED);
    float[] alpha = new float[width * height];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = random.nextFloat();
    }
    return AlphaMatte.adopt(width, height, alpha);
  }

  /** The picture with the matte as its alpha, hidden colours kept. */
  static ArgbImage cutOut(ArgbImage photo, AlphaMatte matte) {
    int[] pixels = photo.toArray();
    float[] alpha = matte.toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.round(alpha[i] * 255) << 24 | pixels[i] & 0xFFFFFF;
    }
    return ArgbImage.adopt(photo.width(), photo.height(), pixels);
  }

  private static int level(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
