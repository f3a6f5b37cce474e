package io.github.matting4j.image;

import java.util.Arrays;
import java.util.Objects;

/**
 * A picture of 16 bits per channel: packed {@code 0xAAAARRRRGGGGBBBB} pixels, straight (not
 * premultiplied) alpha, encoded like sRGB, row-major from the top left. Takes 8 bytes per pixel.
 *
 * <p>Immutable and thread-safe.
 */
public final class Argb16Image implements Picture {
  private static final float PER_LEVEL = 1f / 65535f;
  private static final long OPAQUE = 0xFFFFL << 48;

  private final int width;
  private final int height;
  private final long[] argb;

  private Argb16Image(int width, int height, long[] argb) {
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  /**
   * Makes a picture from a copy of the given pixels.
   *
   * @param argb {@code width * height} pixels, row-major
   * @throws IllegalArgumentException if a side is not positive or the array has another length
   */
  public static Argb16Image copyOf(int width, int height, long[] argb) {
    return adopt(width, height, argb.clone());
  }

  /**
   * Makes a picture that takes over the given array without copying it: the caller must not write
   * to it again.
   *
   * @param argb {@code width * height} pixels, row-major
   * @throws IllegalArgumentException if a side is not positive or the array has another length
   */
  public static Argb16Image adopt(int width, int height, long[] argb) {
    Objects.requireNonNull(argb, "argb");
    PixelCounts.check(width, height, argb.length);
    return new Argb16Image(width, height, argb);
  }

  /** The same picture at 16 bits; back by {@link #toArgb} it is what it was. */
  public static Argb16Image of(ArgbImage image) {
    long[] pixels = new long[PixelCounts.of(image.width(), image.height())];
    int[] row = new int[image.width()];
    for (int y = 0; y < image.height(); y++) {
      image.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        pixels[y * row.length + x] = widened(row[x]);
      }
    }
    return new Argb16Image(image.width(), image.height(), pixels);
  }

  /** A packed 8-bit pixel at 16 bits: 0xFF becomes 0xFFFF. */
  public static long widened(int argb) {
    long spread =
        (argb & 0xFF000000L) << 24
            | (argb & 0xFF0000L) << 16
            | (argb & 0xFF00L) << 8
            | (argb & 0xFFL);
    return spread << 8 | spread;
  }

  /** A packed pixel rounded to 8 bits. */
  public static int rounded(long argb) {
    return level((int) (argb >>> 48)) << 24
        | level((int) (argb >>> 32) & 0xFFFF) << 16
        | level((int) (argb >>> 16) & 0xFFFF) << 8
        | level((int) argb & 0xFFFF);
  }

  private static int level(int wide) {
    return (wide * 255 + 32767) / 65535;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** 16. */
  @Override
  public int bits() {
    return Short.SIZE;
  }

  /**
   * One pixel, {@code 0xAAAARRRRGGGGBBBB}.
   *
   * @throws IndexOutOfBoundsException if the position is outside the picture
   */
  public long argb(int x, int y) {
    return argb[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)];
  }

  /**
   * Copies row {@code y} to {@code target}, starting at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if there is no such row or no room for it
   */
  public void readRow(int y, long[] target, int offset) {
    System.arraycopy(argb, Objects.checkIndex(y, height) * width, target, offset, width);
  }

  /** A fresh copy of all pixels, row-major. */
  public long[] toArray() {
    return argb.clone();
  }

  @Override
  public boolean isOpaque() {
    long all = OPAQUE;
    for (long pixel : argb) {
      all &= pixel;
    }
    return all == OPAQUE;
  }

  @Override
  public void readColours(int y, float[] rgba) {
    int from = Objects.checkIndex(y, height) * width;
    for (int x = 0, at = 0; x < width; x++, at += CHANNELS) {
      long pixel = argb[from + x];
      rgba[at] = ((int) (pixel >>> 32) & 0xFFFF) * PER_LEVEL;
      rgba[at + 1] = ((int) (pixel >>> 16) & 0xFFFF) * PER_LEVEL;
      rgba[at + 2] = ((int) pixel & 0xFFFF) * PER_LEVEL;
      rgba[at + 3] = (int) (pixel >>> 48) * PER_LEVEL;
    }
  }

  @Override
  public Argb16Image opaque() {
    if (isOpaque()) {
      return this;
    }
    long[] pixels = argb.clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= OPAQUE;
    }
    return new Argb16Image(width, height, pixels);
  }

  @Override
  public ArgbImage toArgb() {
    int[] pixels = new int[argb.length];
    Arrays.setAll(pixels, i -> rounded(argb[i]));
    return ArgbImage.adopt(width, height, pixels);
  }

  @Override
  public String toString() {
    return "Argb16Image[" + width + "x" + height + "]";
  }
}
