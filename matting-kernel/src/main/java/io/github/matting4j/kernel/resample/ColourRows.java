package io.github.matting4j.kernel.resample;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;

/**
 * Rows of colours that no depth has rounded yet: red, green, blue and alpha of each pixel,
 * straight, 0..1. Rows are best read from top to bottom.
 */
@FunctionalInterface
public interface ColourRows extends FloatRows {
  /** Writes row {@code y} to the start of {@code rgba}, {@link Picture#CHANNELS} floats a pixel. */
  @Override
  void read(int y, float[] rgba);

  /** The rows of a picture. */
  static ColourRows of(Picture picture) {
    return picture::readColours;
  }

  /** The rows of packed 8-bit pixels. */
  static ColourRows of(PixelRows packed, int width) {
    int[] row = new int[width];
    return (y, rgba) -> {
      packed.read(y, row);
      for (int x = 0, at = 0; x < width; x++, at += Picture.CHANNELS) {
        int pixel = row[x];
        rgba[at] = (pixel >> 16 & 0xFF) / 255f;
        rgba[at + 1] = (pixel >> 8 & 0xFF) / 255f;
        rgba[at + 2] = (pixel & 0xFF) / 255f;
        rgba[at + 3] = (pixel >>> 24) / 255f;
      }
    };
  }

  /** Writes row {@code y} as packed 8-bit pixels, rounded; {@code scratch} holds the floats. */
  default void readPacked(int y, int[] argb, float[] scratch) {
    read(y, scratch);
    pack(scratch, argb, 0, argb.length);
  }

  /** These rows as a picture of 8 or 16 bits a channel, rounded to the nearest level. */
  default Picture picture(int width, int height, int bits) {
    if (bits != Byte.SIZE) {
      return deepPicture(width, height);
    }
    float[] row = new float[Math.multiplyExact(Picture.CHANNELS, width)];
    int[] pixels = new int[Math.multiplyExact(width, height)];
    for (int y = 0; y < height; y++) {
      read(y, row);
      pack(row, pixels, y * width, width);
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  /** These rows as a picture of 16 bits a channel, rounded to the nearest level. */
  default Argb16Image deepPicture(int width, int height) {
    float[] row = new float[Math.multiplyExact(Picture.CHANNELS, width)];
    long[] pixels = new long[Math.multiplyExact(width, height)];
    for (int y = 0; y < height; y++) {
      read(y, row);
      packDeep(row, pixels, y * width, width);
    }
    return Argb16Image.adopt(width, height, pixels);
  }

  private static void pack(float[] rgba, int[] argb, int to, int count) {
    for (int x = 0, at = 0; x < count; x++, at += Picture.CHANNELS) {
      argb[to + x] =
          level(rgba[at + 3], 255) << 24
              | level(rgba[at], 255) << 16
              | level(rgba[at + 1], 255) << 8
              | level(rgba[at + 2], 255);
    }
  }

  private static void packDeep(float[] rgba, long[] argb, int to, int count) {
    for (int x = 0, at = 0; x < count; x++, at += Picture.CHANNELS) {
      argb[to + x] =
          (long) level(rgba[at + 3], 65535) << 48
              | (long) level(rgba[at], 65535) << 32
              | (long) level(rgba[at + 1], 65535) << 16
              | level(rgba[at + 2], 65535);
    }
  }

  private static int level(float value, int maximum) {
    return (int) (Math.max(0f, Math.min(1f, value)) * maximum + 0.5f); // half up
  }
}
