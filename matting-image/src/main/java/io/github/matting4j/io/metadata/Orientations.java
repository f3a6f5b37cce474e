package io.github.matting4j.io.metadata;

import io.github.matting4j.io.input.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the orientation of a picture from a block of EXIF or, where a file has none, of XMP. Broken
 * blocks count as upright.
 */
public final class Orientations {
  public static final int UPRIGHT = TiffDirectory.UPRIGHT;

  /** XMP stands in one JPEG segment; what a PNG holds beyond this is not searched. */
  private static final int MAX_XMP_BYTES = 1 << 18;

  /**
   * As an attribute or as an element; a text search, since an XML parser would resolve what the
   * document refers to.
   */
  private static final Pattern TAG =
      Pattern.compile("tiff:Orientation(?:\\s{0,9}=\\s{0,9}[\"']|>)\\s{0,9}([1-8])\\s{0,9}[\"'<]");

  private Orientations() {}

  /** Whether the upright picture's width is the stored one's height. */
  public static boolean swapsSides(int orientation) {
    return orientation >= 5;
  }

  /** The orientation, 1 to 8, in the EXIF block of {@code length} bytes at {@code start}. */
  public static int ofExif(byte[] data, int start, int length) {
    try {
      return TiffDirectory.first(FileBytes.of(data, start, length)).orientation();
    } catch (IOException e) {
      return UPRIGHT;
    }
  }

  /** The orientation, 1 to 8, in an XMP packet. */
  public static int ofXmp(byte[] data, int start, int length) {
    int count = Math.min(length, MAX_XMP_BYTES);
    Matcher tag = TAG.matcher(new String(data, start, count, StandardCharsets.ISO_8859_1));
    return tag.find() ? tag.group(1).charAt(0) - '0' : UPRIGHT;
  }
}
