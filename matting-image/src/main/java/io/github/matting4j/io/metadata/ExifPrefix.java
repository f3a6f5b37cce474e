package io.github.matting4j.io.metadata;

import io.github.matting4j.io.input.ByteView;
import java.util.Arrays;

/** The name that stands before an EXIF block in a JPEG segment, and with some writers in a PNG. */
public final class ExifPrefix {
  /** Its beginning; another zero byte follows. */
  public static final String TEXT = "Exif\0";

  public static final int BYTES = 6;

  private ExifPrefix() {}

  /** The block without the name, if it begins with it. */
  public static byte[] removed(byte[] block) {
    return ByteView.startsWith(block, 0, TEXT)
        ? Arrays.copyOfRange(block, BYTES, block.length)
        : block;
  }
}
