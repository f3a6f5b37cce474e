package io.github.matting4j.io.metadata;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory of a TIFF file or of an EXIF block, which is one: numbers, bytes and texts by tag,
 * bounds checked. No other directory is followed unless asked for, so that none can loop. Not
 * thread-safe.
 */
public final class TiffDirectory {
  static final int ORIENTATION = 274;
  static final int UPRIGHT = 1;

  static final int HEADER_BYTES = 8;
  static final int ENTRY_BYTES = 12;

  private static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final int MAX_TEXT_BYTES = 200;

  /**
   * An entry of a directory.
   *
   * @param at its position in the file
   * @param valuePosition where its values are: in the entry itself or elsewhere
   */
  record Entry(int tag, int type, long count, long at, long valuePosition) {
    /** The bytes of a value; 0 for types that do not exist. */
    int valueBytes() {
      return switch (type) {
        case BYTE, ASCII, 6, UNDEFINED -> 1;
        case SHORT, 8 -> 2;
        case LONG, 9, 11, 13 -> 4;
        case 5, 10, 12 -> 8;
        default -> 0;
      };
    }

    /** Whether the values are outside of the entry. */
    boolean isOutside() {
      return valueBytes() * count > 4;
    }
  }

  private final FileBytes file;
  private final boolean littleEndian;
  private final long start;
  private final List<Entry> entries = new ArrayList<>();
  private boolean whole;

  private TiffDirectory(FileBytes file, boolean littleEndian, long start) throws IOException {
    this.file = file;
    this.littleEndian = littleEndian;
    this.start = start;
    readEntries();
  }

  /**
   * The first directory; where the file ends inside it, the entries that are there.
   *
   * @throws ImageReadException if there is none
   */
  public static TiffDirectory first(FileBytes file) throws IOException {
    byte[] header = file.at(0, HEADER_BYTES);
    if (header.length < HEADER_BYTES) {
      throw cut(file);
    }
    boolean little = ByteView.startsWith(header, 0, "II*\0");
    if (!little && !ByteView.startsWith(header, 0, "MM\0*")) {
      throw malformed("has no header");
    }
    long start = little ? ByteView.u32LittleEndian(header, 4) : ByteView.u32(header, 4);
    if (start < HEADER_BYTES) {
      throw malformed("has no directory");
    }
    return new TiffDirectory(file, little, start);
  }

  /** The directory that a tag points to; empty where there is none that is whole. */
  Optional<TiffDirectory> directory(int tag) throws IOException {
    Entry entry = find(tag);
    if (entry == null || (entry.type != LONG && entry.type != 13) || entry.count != 1) {
      return Optional.empty();
    }
    long at = u32(file.at(entry.at + 8, 4), 0);
    if (at < HEADER_BYTES || at > file.length() - 2) {
      return Optional.empty();
    }
    TiffDirectory directory = new TiffDirectory(file, littleEndian, at);
    return directory.whole ? Optional.of(directory) : Optional.empty();
  }

  private void readEntries() throws IOException {
    byte[] size = file.at(start, 2);
    if (size.length < 2) {
      throw cut(file);
    }
    int count = u16(size, 0);
    byte[] table = file.at(start + 2, count * ENTRY_BYTES);
    for (int at = 0; at <= table.length - ENTRY_BYTES; at += ENTRY_BYTES) {
      Entry entry =
          new Entry(
              u16(table, at),
              u16(table, at + 2),
              u32(table, at + 4),
              start + 2 + at,
              start + 2 + at + 8);
      entries.add(
          entry.isOutside()
              ? new Entry(entry.tag, entry.type, entry.count, entry.at, u32(table, at + 8))
              : entry);
    }
    whole = table.length == count * ENTRY_BYTES;
  }

  public boolean isLittleEndian() {
    return littleEndian;
  }

  /** Where it starts in the file. */
  public long start() {
    return start;
  }

  /** In the file's order. */
  List<Entry> entries() {
    return entries;
  }

  /** Whether all entries are inside the file. */
  boolean isWhole() {
    return whole;
  }

  public void checkWhole() throws ImageReadException {
    if (!whole) {
      throw cut(file);
    }
  }

  public boolean has(int tag) {
    return find(tag) != null;
  }

  /** The first number of a tag, or another where there is no such tag. */
  public long number(int tag, long otherwise) throws IOException {
    Entry entry = find(tag);
    return entry == null ? otherwise : values(entry, 1)[0];
  }

  /** All numbers of a tag; none where there is no such tag. */
  public long[] numbers(int tag, int max) throws IOException {
    Entry entry = find(tag);
    if (entry == null) {
      return new long[0];
    }
    if (entry.count > max) {
      throw malformed("has " + entry.count + " values in tag " + tag + ", more than " + max);
    }
    return values(entry, (int) entry.count);
  }

  /** The bytes of a tag of type BYTE or UNDEFINED; null where there are none, or they are cut. */
  public byte @Nullable [] bytes(int tag) throws IOException {
    Entry entry = find(tag);
    boolean bytes = entry != null && (entry.type == BYTE || entry.type == UNDEFINED);
    if (entry == null || !bytes || !entry.isOutside() || !isInside(entry)) {
      return null;
    }
    return file.at(entry.valuePosition, (int) entry.count);
  }

  /** A text's printable characters; empty where there is none. */
  public Optional<String> text(int tag) throws IOException {
    Entry entry = find(tag);
    if (entry == null || entry.type != ASCII) {
      return Optional.empty();
    }
    byte[] bytes = file.at(entry.valuePosition, (int) Math.min(entry.count, MAX_TEXT_BYTES));
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "").trim();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** The orientation, 1 to 8; {@link #UPRIGHT} where none is given, or one that does not exist. */
  public int orientation() throws IOException {
    Entry entry = find(ORIENTATION);
    boolean number =
        entry != null && (entry.type == BYTE || entry.type == SHORT || entry.type == LONG);
    if (entry == null || !number || entry.count != 1) {
      return UPRIGHT;
    }
    long value = values(entry, 1)[0];
    return value >= 1 && value <= 8 ? (int) value : UPRIGHT;
  }

  /** Whether all values of an entry are inside the file. */
  boolean isInside(Entry entry) {
    return entry.valuePosition <= file.length()
        && entry.count <= (file.length() - entry.valuePosition) / Math.max(1, entry.valueBytes());
  }

  /** The first one counts where there are several. */
  private @Nullable Entry find(int tag) {
    for (Entry entry : entries) {
      if (entry.tag == tag) {
        return entry;
      }
    }
    return null;
  }

  private long[] values(Entry entry, int count) throws IOException {
    int size =
        switch (entry.type) {
          case BYTE, UNDEFINED -> 1;
          case SHORT -> 2;
          case LONG -> 4;
          default -> throw malformed("gives tag " + entry.tag + " in type " + entry.type);
        };
    if (count > entry.count) {
      throw malformed("gives no value for tag " + entry.tag);
    }
    byte[] bytes = file.at(entry.valuePosition, count * size);
    if (bytes.length < count * size) {
      throw cut(file);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (size) {
            case 1 -> ByteView.u8(bytes, i);
            case 2 -> u16(bytes, 2 * i);
            default -> u32(bytes, 4 * i);
          };
    }
    return values;
  }

  private int u16(byte[] bytes, int at) {
    return littleEndian ? ByteView.u16LittleEndian(bytes, at) : ByteView.u16(bytes, at);
  }

  private long u32(byte[] bytes, int at) {
    return littleEndian ? ByteView.u32LittleEndian(bytes, at) : ByteView.u32(bytes, at);
  }

  private static ImageReadException cut(FileBytes file) {
    return new ImageReadException(
        Reason.TRUNCATED,
        "the TIFF's directory lies beyond its "
            + file.length()
            + " bytes; copy or download it again");
  }

  public static ImageReadException malformed(String what) {
    return new ImageReadException(Reason.MALFORMED, "the TIFF " + what);
  }
}
