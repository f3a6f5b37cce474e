package io.github.matting4j.image;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A picture of packed {@code 0xAARRGGBB} pixels: straight (not premultiplied) alpha, 8 bits per
 * channel, sRGB, row-major from the top left. A photo is the same type with alpha 255 everywhere.
 *
 * <p>Immutable and thread-safe.
 */
public final class ArgbImage implements Picture {
  private static final float PER_LEVEL = 1f / 255f;

  /** So many pixels are compared at once; a cut-out is known by its first ones. */
  private static final int OPACITY_BLOCK = 4096;

  private final int width;
  private final int height;
  private final int[] argb;

  /** Whether every pixel is opaque; null until asked for, found anew by threads that race. */
  private @Nullable Boolean opaque;

  private ArgbImage(int width, int height, int[] argb) {
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
  public static ArgbImage copyOf(int width, int height, int[] argb) {
    return adopt(width, height, argb.clone());
  }

  /**
   * Makes a picture that takes over the given array without copying it: the caller must not write
   * to it again.
   *
   * @param argb {@code width * height} pixels, row-major
   * @throws IllegalArgumentException if a side is not positive or the array has another length
   */
  public static ArgbImage adopt(int width, int height, int[] argb) {
    Objects.requireNonNull(argb, "argb");
    PixelCounts.check(width, height, argb.length);
    return new ArgbImage(width, height, argb);
  }

  /** A picture of one colour, {@code 0xAARRGGBB}. */
  public static ArgbImage filled(int width, int height, int argb) {
    int[] pixels = new int[PixelCounts.of(width, height)];
    Arrays.fill(pixels, argb);
    return new ArgbImage(width, height, pixels);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /**
   * One pixel, {@code 0xAARRGGBB}.
   *
   * @throws IndexOutOfBoundsException if the position is outside the picture
   */
  public int argb(int x, int y) {
    return argb[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)];
  }

  /**
   * Copies row {@code y} to {@code target}, starting at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if there is no such row or no room for it
   */
  public void readRow(int y, int[] target, int offset) {
    System.arraycopy(argb, Objects.checkIndex(y, height) * width, target, offset, width);
  }

  /**
   * Copies columns {@code from} to before {@code to} of row {@code y} to {@code target}, starting
   * at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if there are no such columns or row, or no room for them
   */
  public void readRow(int y, int from, int to, int[] target, int offset) {
    Objects.checkFromToIndex(from, to, width);
    int start = Objects.checkIndex(y, height) * width + from;
    System.arraycopy(argb, start, target, offset, to - from);
  }

  /** A fresh copy of all pixels, row-major. */
  public int[] toArray() {
    return argb.clone();
  }

  /** 8. */
  @Override
  public int bits() {
    return Byte.SIZE;
  }

  @Override
  public void readColours(int y, float[] rgba) {
    int from = Objects.checkIndex(y, height) * width;
    for (int x = 0, at = 0; x < width; x++, at += CHANNELS) {
      int pixel = argb[from + x];
      rgba[at] = (pixel >> 16 & 0xFF) * PER_LEVEL;
      rgba[at + 1] = (pixel >> 8 & 0xFF) * PER_LEVEL;
      rgba[at + 2] = (pixel & 0xFF) * PER_LEVEL;
      rgba[at + 3] = (pixel >>> 24) * PER_LEVEL;
    }
  }

  @Override
  public ArgbImage opaque() {
    if (isOpaque()) {
      return this;
    }
    int[] pixels = argb.clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF000000;
    }
    return new ArgbImage(width, height, pixels);
  }

  @Override
  public ArgbImage toArgb() {
    return this;
  }

  /** Whether every pixel has alpha 255. */
  @Override
  public boolean isOpaque() {
    Boolean known = opaque;
    if (known == null) {
      known = hasOpaquePixels();
      opaque = known;
    }
    return known;
  }

  private boolean hasOpaquePixels() {
    for (int from = 0; from < argb.length; from += OPACITY_BLOCK) {
      int all = 0xFF000000;
      for (int i = from; i < Math.min(argb.length, from + OPACITY_BLOCK); i++) {
        all &= argb[i];
      }
      if (all != 0xFF000000) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "ArgbImage[" + width + "x" + height + "]";
  }
}
