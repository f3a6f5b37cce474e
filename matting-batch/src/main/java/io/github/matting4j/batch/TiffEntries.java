package io.github.matting4j.batch;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Single numbers of a TIFF's first directory, wherever in the file it stands. */
final class TiffEntries {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  private final RandomAccessFile file;
  private final boolean littleEndian;

  TiffEntries(RandomAccessFile file, boolean littleEndian) {
    this.file = file;
    this.littleEndian = littleEndian;
  }

  /**
   * The first value of a tag; 0 where there is none.
   *
   * @throws IOException if the file ends before
   */
  long number(int tag) throws IOException {
    file.seek(4);
    long directory = u32();
    file.seek(directory);
    int count = u16();
    for (int i = 0; i < count; i++) {
      file.seek(directory + 2 + (long) i * ENTRY_BYTES);
      if (u16() == tag) {
        return first();
      }
    }
    return 0;
  }

  private long first() throws IOException {
    int type = u16();
    long values = u32();
    if (type != SHORT && type != LONG) {
      return 0;
    }
    if (values * (type == SHORT ? 2 : 4) > 4) {
      file.seek(u32());
    }
    return type == SHORT ? u16() : u32();
  }

  private int u16() throws IOException {
    short value = file.readShort();
    return (littleEndian ? Short.reverseBytes(value) : value) & 0xFFFF;
  }

  private long u32() throws IOException {
    int value = file.readInt();
    return (littleEndian ? Integer.reverseBytes(value) : value) & 0xFFFFFFFFL;
  }
}
