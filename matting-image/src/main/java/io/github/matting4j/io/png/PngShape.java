package io.github.matting4j.io.png;

import static io.github.matting4j.io.input.ByteView.u32;
import static io.github.matting4j.io.input.ByteView.u8;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.PictureSize;

/**
 * A PNG's IHDR chunk: how its pixels are laid out.
 *
 * @param colorType 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
 */
public record PngShape(int width, int height, int bitDepth, int colorType, boolean interlaced) {
  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  static final PngShape NONE = new PngShape(0, 0, 0, 0, false);
  static final int CHUNK_BYTES = 13;

  static PngShape parse(byte[] data, int start, DecodeRules rules) throws ImageReadException {
    long width = u32(data, start);
    long height = u32(data, start + 4);
    PictureSize.check(width, height, rules);
    int bitDepth = u8(data, start + 8);
    int colorType = u8(data, start + 9);
    if (!isAllowed(colorType, bitDepth)) {
      throw malformed("colour type " + colorType + " with " + bitDepth + " bits per sample");
    }
    if (u8(data, start + 10) != 0 || u8(data, start + 11) != 0) {
      throw malformed("an unknown compression or filter method");
    }
    int interlace = u8(data, start + 12);
    if (interlace > 1) {
      throw malformed("interlace method " + interlace);
    }
    return new PngShape((int) width, (int) height, bitDepth, colorType, interlace == 1);
  }

  public long pixels() {
    return (long) width * height;
  }

  public boolean isGrey() {
    return colorType == GREY || colorType == GREY_ALPHA;
  }

  public boolean hasAlphaChannel() {
    return colorType == GREY_ALPHA || colorType == RGB_ALPHA;
  }

  /** 1 to 64. */
  int bitsPerPixel() {
    int channels =
        switch (colorType) {
          case RGB -> 3;
          case GREY_ALPHA -> 2;
          case RGB_ALPHA -> 4;
          default -> 1;
        };
    return channels * bitDepth;
  }

  /** Bytes of a row of {@code pixels}, without its filter byte. */
  long rowBytes(int pixels) {
    return ((long) pixels * bitsPerPixel() + 7) / 8;
  }

  private static boolean isAllowed(int colorType, int bitDepth) {
    return switch (colorType) {
      case GREY -> bitDepth <= 16 && Integer.bitCount(bitDepth) == 1;
      case PALETTE -> bitDepth <= 8 && Integer.bitCount(bitDepth) == 1;
      case RGB, GREY_ALPHA, RGB_ALPHA -> bitDepth == 8 || bitDepth == 16;
      default -> false;
    };
  }

  private static ImageReadException malformed(String what) {
    return new ImageReadException(
        Reason.MALFORMED, "the PNG's header gives " + what + ", which does not exist");
  }
}
