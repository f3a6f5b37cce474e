package io.github.matting4j.kernel.resample;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.Picture;

/**
 * Between packed pixels and rows of unrounded colours: red, green, blue and alpha of each pixel,
 * straight, 0..1, {@link Picture#CHANNELS} floats per pixel. Floats are rounded to the nearest
 * level (half up) and clipped to 0..1.
 */
public final class RgbaPixels {
  private RgbaPixels() {}

  /** The unrounded rows of packed 8-bit rows. */
  public static FloatRows unpacked(PixelRows packed) {
    int width = packed.width();
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

  /** The packed 8-bit rows of unrounded rows. */
  public static PixelRows packed(FloatRows rows, int width, int height) {
    float[] rgba = new float[Math.multiplyExact(Picture.CHANNELS, width)];
    return PixelRows.of(
        width,
        height,
        (argb, y) -> {
          rows.read(y, rgba);
          pack(rgba, argb);
        });
  }

  /**
   * Unrounded rows as a picture.
   *
   * @param bits 8 or 16 per channel
   */
  public static Picture picture(FloatRows rows, int width, int height, int bits) {
    return bits == Byte.SIZE
        ? packed(rows, width, height).toImage()
        : picture16(rows, width, height);
  }

  /** Unrounded rows as a picture of 16 bits per channel. */
  public static Argb16Image picture16(FloatRows rows, int width, int height) {
    float[] row = new float[Math.multiplyExact(Picture.CHANNELS, width)];
    long[] pixels = new long[Math.multiplyExact(width, height)];
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      pack16(row, pixels, y * width, width);
    }
    return Argb16Image.adopt(width, height, pixels);
  }

  private static void pack(float[] rgba, int[] argb) {
    for (int x = 0, at = 0; x < argb.length; x++, at += Picture.CHANNELS) {
      argb[x] =
          level(rgba[at + 3], 255) << 24
              | level(rgba[at], 255) << 16
              | level(rgba[at + 1], 255) << 8
              | level(rgba[at + 2], 255);
    }
  }

  private static void pack16(float[] rgba, long[] argb, int to, int count) {
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
