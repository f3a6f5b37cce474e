package io.github.matting4j.io.input;

import java.nio.charset.StandardCharsets;

/** Big- and little-endian numbers and short texts of a byte array, bounds-checked by the caller. */
public final class ByteView {
  private ByteView() {}

  public static int u8(byte[] data, int at) {
    return data[at] & 0xFF;
  }

  public static int u16(byte[] data, int at) {
    return (data[at] & 0xFF) << 8 | (data[at + 1] & 0xFF);
  }

  public static long u32(byte[] data, int at) {
    return (long) u16(data, at) << 16 | u16(data, at + 2);
  }

  public static int u16LittleEndian(byte[] data, int at) {
    return (data[at + 1] & 0xFF) << 8 | (data[at] & 0xFF);
  }

  public static long u32LittleEndian(byte[] data, int at) {
    return (long) u16LittleEndian(data, at + 2) << 16 | u16LittleEndian(data, at);
  }

  /** Whether {@code text} (Latin-1) stands at {@code at}; false where it would leave the array. */
  public static boolean startsWith(byte[] data, int at, String text) {
    if (at < 0 || at > data.length - text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((data[at + i] & 0xFF) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public static String text(byte[] data, int at, int length) {
    return new String(data, at, length, StandardCharsets.ISO_8859_1);
  }
}
