package io.github.matting4j.io.codec;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.colour.ColourConversion;

/**
 * Packed straight pixels of one depth, so that code that moves whole pixels is written once for
 * both. The loops over one array type stay here. Stateless and thread-safe.
 *
 * @param <A> the array that holds the pixels: one {@code int} or one {@code long} each
 * @param <P> the picture made of such an array
 */
public abstract sealed class PixelFormat<A, P extends Picture> {
  /** 8 bits per channel, {@code 0xAARRGGBB}. */
  public static final PixelFormat<int[], ArgbImage> ARGB8 = new Argb8();

  /** 16 bits per channel, {@code 0xAAAARRRRGGGGBBBB}. */
  public static final PixelFormat<long[], Argb16Image> ARGB16 = new Argb16();

  private PixelFormat() {}

  /** Bits per channel: 8 or 16. */
  public abstract int bits();

  /** An array of this many pixels, all transparent black. */
  public abstract A allocate(int pixels);

  /** Sets the pixel at an index; each channel is a level of this depth. */
  public abstract void set(A pixels, int index, int alpha, int red, int green, int blue);

  /**
   * Copies pixels at regular distances: {@code target[to + i * toStep] = source[from + i *
   * fromStep]} for {@code i} from 0 to {@code count - 1}.
   */
  public abstract void copy(
      A source, int from, int fromStep, A target, int to, int toStep, int count);

  /** Converts {@code count} pixels in place; their alpha stays. */
  public abstract void toSrgb(ColourConversion colors, A pixels, int offset, int count);

  /** The picture of an array, which it takes over. */
  public abstract P picture(int width, int height, A pixels);

  private static final class Argb8 extends PixelFormat<int[], ArgbImage> {
    @Override
    public int bits() {
      return Byte.SIZE;
    }

    @Override
    public int[] allocate(int pixels) {
      return new int[pixels];
    }

    @Override
    public void set(int[] pixels, int index, int alpha, int red, int green, int blue) {
      pixels[index] = alpha << 24 | red << 16 | green << 8 | blue;
    }

    @Override
    public void copy(
        int[] source, int from, int fromStep, int[] target, int to, int toStep, int count) {
      if (fromStep == 1 && toStep == 1) {
        System.arraycopy(source, from, target, to, count);
        return;
      }
      for (int i = 0, at = from, put = to; i < count; i++, at += fromStep, put += toStep) {
        target[put] = source[at];
      }
    }

    @Override
    public void toSrgb(ColourConversion colors, int[] pixels, int offset, int count) {
      colors.toSrgb(pixels, offset, count);
    }

    @Override
    public ArgbImage picture(int width, int height, int[] pixels) {
      return ArgbImage.adopt(width, height, pixels);
    }
  }

  private static final class Argb16 extends PixelFormat<long[], Argb16Image> {
    @Override
    public int bits() {
      return Short.SIZE;
    }

    @Override
    public long[] allocate(int pixels) {
      return new long[pixels];
    }

    @Override
    public void set(long[] pixels, int index, int alpha, int red, int green, int blue) {
      pixels[index] = (long) alpha << 48 | (long) red << 32 | (long) green << 16 | blue;
    }

    @Override
    public void copy(
        long[] source, int from, int fromStep, long[] target, int to, int toStep, int count) {
      if (fromStep == 1 && toStep == 1) {
        System.arraycopy(source, from, target, to, count);
        return;
      }
      for (int i = 0, at = from, put = to; i < count; i++, at += fromStep, put += toStep) {
        target[put] = source[at];
      }
    }

    @Override
    public void toSrgb(ColourConversion colors, long[] pixels, int offset, int count) {
      colors.toSrgb(pixels, offset, count);
    }

    @Override
    public Argb16Image picture(int width, int height, long[] pixels) {
      return Argb16Image.adopt(width, height, pixels);
    }
  }
}
