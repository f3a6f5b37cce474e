package io.github.matting4j.image;

import java.util.Arrays;
import java.util.Objects;

/**
 * A soft matte: one alpha per pixel, a float from 0 (background, transparent) to 1 (person,
 * opaque), row-major from the top left. It has the size of the photo it belongs to and is never
 * stretched to its own minimum and maximum.
 *
 * <p>Immutable and thread-safe.
 */
public final class AlphaMatte {
  private static final int BITS_OF_ONE = Float.floatToRawIntBits(1f);

  private final int width;
  private final int height;
  private final float[] alpha;

  private AlphaMatte(int width, int height, float[] alpha) {
    this.width = width;
    this.height = height;
    this.alpha = alpha;
  }

  /**
   * Makes a matte from a copy of the given alphas.
   *
   * @param alpha {@code width * height} values of 0..1, row-major
   * @throws IllegalArgumentException if a side is not positive, the array has another length, or a
   *     value is outside 0..1 or not a number
   */
  public static AlphaMatte copyOf(int width, int height, float[] alpha) {
    return adopt(width, height, alpha.clone());
  }

  /**
   * Makes a matte that takes over the given array without copying it: the caller must not write to
   * it again.
   *
   * @param alpha {@code width * height} values of 0..1, row-major
   * @throws IllegalArgumentException as {@link #copyOf}
   */
  public static AlphaMatte adopt(int width, int height, float[] alpha) {
    Objects.requireNonNull(alpha, "alpha");
    PixelCounts.check(width, height, alpha.length);
    if (mayLeaveRange(alpha)) {
      refuseOutside(alpha, width);
    }
    return new AlphaMatte(width, height, alpha);
  }

  /** False if all values are in 0..1, whose bits, read as integers, are ordered as they are. */
  private static boolean mayLeaveRange(float[] alpha) {
    int signs = 0;
    for (float a : alpha) {
      int bits = Float.floatToRawIntBits(a);
      signs |= bits | (BITS_OF_ONE - bits);
    }
    return signs < 0;
  }

  private static void refuseOutside(float[] alpha, int width) {
    for (int i = 0; i < alpha.length; i++) {
      float a = alpha[i];
      if (!(a >= 0f && a <= 1f)) { // written so that NaN fails too; -0 passes
        throw new IllegalArgumentException(
            "alpha at x=" + i % width + ", y=" + i / width + " is " + a + "; it must be in 0..1");
      }
    }
  }

  /** A matte of one value of 0..1 everywhere. */
  public static AlphaMatte filled(int width, int height, float alpha) {
    float[] plane = new float[PixelCounts.of(width, height)];
    Arrays.fill(plane, alpha);
    return adopt(width, height, plane);
  }

  /** Columns, at least 1. */
  public int width() {
    return width;
  }

  /** Rows, at least 1. */
  public int height() {
    return height;
  }

  /**
   * The alpha of one pixel, 0..1.
   *
   * @throws IndexOutOfBoundsException if the position is outside the matte
   */
  public float alpha(int x, int y) {
    return alpha[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)];
  }

  /**
   * Copies row {@code y} to {@code target}, starting at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if there is no such row or no room for it
   */
  public void readRow(int y, float[] target, int offset) {
    System.arraycopy(alpha, Objects.checkIndex(y, height) * width, target, offset, width);
  }

  /**
   * Copies columns {@code from} to before {@code to} of row {@code y} to {@code target}, starting
   * at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if there are no such columns or row, or no room for them
   */
  public void readRow(int y, int from, int to, float[] target, int offset) {
    Objects.checkFromToIndex(from, to, width);
    int start = Objects.checkIndex(y, height) * width + from;
    System.arraycopy(alpha, start, target, offset, to - from);
  }

  /**
   * The product of this matte and the photo's own alpha: what is transparent in the photo stays so.
   * This matte itself if the photo is opaque.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public AlphaMatte times(Picture photo) {
    if (photo.width() != width || photo.height() != height) {
      throw new IllegalArgumentException(
          "the matte is "
              + width
              + "x"
              + height
              + " and the photo "
              + photo.width()
              + "x"
              + photo.height()
              + "; they must have the same size");
    }
    if (photo.isOpaque()) {
      return this;
    }
    float[] product = new float[alpha.length];
    float[] rgba = new float[Math.multiplyExact(Picture.CHANNELS, width)];
    for (int y = 0, i = 0; y < height; y++) {
      photo.readColours(y, rgba);
      for (int at = Picture.CHANNELS - 1; at < rgba.length; at += Picture.CHANNELS, i++) {
        product[i] = alpha[i] * rgba[at];
      }
    }
    return adopt(width, height, product);
  }

  /** A fresh copy of all alphas, row-major. */
  public float[] toArray() {
    return alpha.clone();
  }

  /** The mean alpha, 0..1: about the share of the picture that the person covers. */
  public double mean() {
    double sum = 0;
    for (float a : alpha) {
      sum += a;
    }
    return sum / alpha.length;
  }

  @Override
  public String toString() {
    return "AlphaMatte[" + width + "x" + height + "]";
  }
}
