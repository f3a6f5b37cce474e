package io.github.matting4j.io;

/** How the blocks of a TIFF are packed. */
enum TiffCompression {
  NONE,
  LZW,
  DEFLATE,
  PACK_BITS;

  /** The one of this tag value, or null if it is not read here. */
  static @org.jspecify.annotations.Nullable TiffCompression of(long value) {
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
