package io.github.matting4j.io;

import java.util.Arrays;

/** The name that stands before an EXIF block in a JPEG segment, and with some writers in a PNG. */
final class ExifPrefix {
  /** Its beginning; another zero byte follows. */
  static final String TEXT = "Exif\0";

  static final int BYTES = 6;

  private ExifPrefix() {}

  /** The block without the name, if it begins with it. */
  static byte[] removed(byte[] block) {
    return ByteView.startsWith(block, 0, TEXT)
        ? Arrays.copyOfRange(block, BYTES, block.length)
        : block;
  }
}
