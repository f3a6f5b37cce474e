package io.github.matting4j.io;

import io.github.matting4j.io.ImageReadException.Reason;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF: numbers and bytes by tag, bounds checked. No other directory is
 * followed, so that none can loop. Not thread-safe.
 */
final class TiffDirectory {
  private static final int ENTRY_BYTES = 12;

  private record Entry(int type, long count, int at) {}

  private final byte[] data;
  private final boolean littleEndian;
  private final Map<Integer, Entry> entries = new HashMap<>();

  private TiffDirectory(byte[] data, boolean littleEndian) {
    this.data = data;
    this.littleEndian = littleEndian;
  }

  static TiffDirectory read(byte[] data) throws ImageReadException {
    TiffDirectory directory = new TiffDirectory(data, data[0] == 'I');
    directory.read();
    return directory;
  }

  private void read() throws ImageReadException {
    long start = data.length < 8 ? 0 : u32(4);
    if (start < 8 || start > data.length - 2) {
      throw start > data.length - 2 || data.length < 8 ? cut() : malformed("has no directory");
    }
    int count = u16((int) start);
    long end = start + 2 + (long) count * ENTRY_BYTES;
    if (end > data.length) {
      throw cut();
    }
    for (int at = (int) start + 2; at < end; at += ENTRY_BYTES) {
      entries.putIfAbsent(u16(at), new Entry(u16(at + 2), u32(at + 4), at + 8));
    }
  }

  boolean isLittleEndian() {
    return littleEndian;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** The first number of a tag, or another where there is no such tag. */
  long number(int tag, long otherwise) throws ImageReadException {
    Entry entry = entries.get(tag);
    return entry == null ? otherwise : value(tag, entry, 0);
  }

  /** All numbers of a tag; none where there is no such tag. */
  long[] numbers(int tag, int most) throws ImageReadException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      return new long[0];
    }
    if (entry.count > most) {
      throw malformed("has " + entry.count + " values in tag " + tag + ", more than " + most);
    }
    long[] values = new long[(int) entry.count];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(tag, entry, i);
    }
    return values;
  }

  /** The bytes of a tag of type BYTE or UNDEFINED; null where there are none, or they are cut. */
  byte @org.jspecify.annotations.Nullable [] bytes(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null || (entry.type != 1 && entry.type != 7) || entry.count <= 4) {
      return null;
    }
    long from = u32(entry.at);
    if (from + entry.count > data.length) {
      return null;
    }
    byte[] bytes = new byte[(int) entry.count];
    System.arraycopy(data, (int) from, bytes, 0, bytes.length);
    return bytes;
  }

  private long value(int tag, Entry entry, int index) throws ImageReadException {
    int size =
        switch (entry.type) {
          case 1, 7 -> 1;
          case 3 -> 2;
          case 4 -> 4;
          default -> throw malformed("gives tag " + tag + " in type " + entry.type);
        };
    if (index >= entry.count) {
      throw malformed("gives no value for tag " + tag);
    }
    boolean inside = entry.count * size <= 4;
    long at = (inside ? entry.at : u32(entry.at)) + (long) index * size;
    if (at > data.length - size) {
      throw cut();
    }
    return switch (size) {
      case 1 -> ByteView.u8(data, (int) at);
      case 2 -> u16((int) at);
      default -> u32((int) at);
    };
  }

  private int u16(int at) {
    return littleEndian ? ByteView.u16LittleEndian(data, at) : ByteView.u16(data, at);
  }

  private long u32(int at) {
    return littleEndian ? ByteView.u32LittleEndian(data, at) : ByteView.u32(data, at);
  }

  private ImageReadException cut() {
    return new ImageReadException(
        Reason.TRUNCATED,
        "the TIFF's directory lies beyond its "
            + data.length
            + " bytes; copy or download it again");
  }

  static ImageReadException malformed(String what) {
    return new ImageReadException(Reason.MALFORMED, "the TIFF " + what);
  }
}
