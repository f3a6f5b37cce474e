package io.github.matting4j.io;

/**
 * Finds the orientation in a block of EXIF (a TIFF header and its first directory). Everything else
 * in the block is left alone: no other directory is followed, so that none can loop. Whatever is
 * broken counts as upright.
 */
final class ExifOrientation {
  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int TYPE_BYTE = 1;
  private static final int TYPE_SHORT = 3;
  private static final int TYPE_LONG = 4;
  private static final int ENTRY_BYTES = 12;

  private final byte[] data;
  private final int start;
  private final int length;
  private final boolean littleEndian;

  private ExifOrientation(byte[] data, int start, int length, boolean littleEndian) {
    this.data = data;
    this.start = start;
    this.length = length;
    this.littleEndian = littleEndian;
  }

  /** The orientation, 1 to 8, in the EXIF block of {@code length} bytes at {@code start}. */
  static int find(byte[] data, int start, int length) {
    if (length < 8) {
      return UPRIGHT;
    }
    boolean little = ByteView.startsWith(data, start, "II");
    if (!little && !ByteView.startsWith(data, start, "MM")) {
      return UPRIGHT;
    }
    return new ExifOrientation(data, start, length, little).find();
  }

  private int find() {
    if (u16(2) != 42) {
      return UPRIGHT;
    }
    long directory = u32(4);
    if (directory < 8 || directory > length - 2) {
      return UPRIGHT;
    }
    int entries = u16((int) directory);
    int at = (int) directory + 2;
    for (int i = 0; i < entries && at <= length - ENTRY_BYTES; i++, at += ENTRY_BYTES) {
      if (u16(at) == TAG) { // the first one counts where there are several
        return value(at);
      }
    }
    return UPRIGHT;
  }

  private int value(int entry) {
    if (u32(entry + 4) != 1) {
      return UPRIGHT;
    }
    long value =
        switch (u16(entry + 2)) {
          case TYPE_BYTE -> ByteView.u8(data, start + entry + 8);
          case TYPE_SHORT -> u16(entry + 8);
          case TYPE_LONG -> u32(entry + 8);
          default -> UPRIGHT;
        };
    return value >= 1 && value <= 8 ? (int) value : UPRIGHT;
  }

  private int u16(int at) {
    return littleEndian
        ? ByteView.u16LittleEndian(data, start + at)
        : ByteView.u16(data, start + at);
  }

  private long u32(int at) {
    return littleEndian
        ? ByteView.u32LittleEndian(data, start + at)
        : ByteView.u32(data, start + at);
  }
}
