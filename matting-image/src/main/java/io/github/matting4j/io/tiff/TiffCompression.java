package io.github.matting4j.io.tiff;

import org.jspecify.annotations.Nullable;

/** The supported values of the tag Compression. */
enum TiffCompression {
  NONE,
  LZW,
  DEFLATE,
  PACK_BITS;

  /** The name of an unsupported tag value, in parentheses; empty where it is unknown. */
  static String name(long value) {
    return switch ((int) Math.min(value, Integer.MAX_VALUE)) {
      case 2, 3, 4 -> " (fax)";
      case 6 -> " (old-style JPEG)";
      case 7 -> " (JPEG)";
      case 34712 -> " (JPEG 2000)";
      case 34887 -> " (LERC)";
      case 34925 -> " (LZMA)";
      case 50000 -> " (Zstandard)";
      case 50001 -> " (WebP)";
      default -> "";
    };
  }

  /** The compression of this tag value, or null if it is not supported. */
  static @Nullable TiffCompression of(long value) {
    if (value == 1) {
      return NONE;
    }
    if (value == 5) {
      return LZW;
    }
    if (value == 8 || value == 32946) {
      return DEFLATE;
    }
    return value == 32773 ? PACK_BITS : null;
  }
}
