package io.github.matting4j.io.tiff;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The directory of a TIFF that is being written, big-endian. Not thread-safe. */
final class TiffTags {
  private static final int STRIP_OFFSETS = 273;
  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Value(int type, int count, byte[] bytes) {}

  private final Map<Integer, Value> values = new TreeMap<>();

  void shorts(int tag, int... numbers) {
    byte[] bytes = new byte[2 * numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      bytes[2 * i] = (byte) (numbers[i] >> 8);
      bytes[2 * i + 1] = (byte) numbers[i];
    }
    values.put(tag, new Value(3, numbers.length, bytes));
  }

  void longs(int tag, long... numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long number : numbers) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.write((int) (number >> shift));
      }
    }
    values.put(tag, new Value(4, numbers.length, bytes.toByteArray()));
  }

  void bytes(int tag, byte[] bytes) {
    values.put(tag, new Value(7, bytes.length, bytes));
  }

  /**
   * Writes header and directory of a file whose strips follow at once.
   *
   * @throws IOException if the file would have more than 4 GB
   */
  void writeWithStrips(DataOutputStream target, long[] lengths) throws IOException {
    long[] offsets = new long[lengths.length];
    longs(STRIP_OFFSETS, offsets); // for its length
    long at = HEADER_BYTES + 2 + (long) ENTRY_BYTES * values.size() + 4;
    for (Value value : values.values()) {
      at += outside(value);
    }
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += lengths[i];
    }
    if (at > 0xFFFFFFFFL) {
      throw new IOException(
          "the picture takes " + at + " bytes and a TIFF holds 4 GB; write .png instead");
    }
    longs(STRIP_OFFSETS, offsets);
    write(target);
  }

  private void write(DataOutputStream target) throws IOException {
    target.writeBytes("MM");
    target.writeShort(42);
    target.writeInt(HEADER_BYTES);
    target.writeShort(values.size());
    int at = HEADER_BYTES + 2 + ENTRY_BYTES * values.size() + 4;
    for (Map.Entry<Integer, Value> entry : values.entrySet()) {
      Value value = entry.getValue();
      target.writeShort(entry.getKey());
      target.writeShort(value.type);
      target.writeInt(value.count);
      if (outside(value) == 0) {
        target.write(java.util.Arrays.copyOf(value.bytes, 4));
      } else {
        target.writeInt(at);
        at += outside(value);
      }
    }
    target.writeInt(0);
    for (Value value : values.values()) {
      if (outside(value) > 0) {
        target.write(value.bytes);
        target.write(new byte[outside(value) - value.bytes.length]);
      }
    }
  }

  /** Bytes of a value that stand outside its entry: none up to four, else an even number. */
  private static int outside(Value value) {
    return value.bytes.length <= 4 ? 0 : (value.bytes.length + 1) & ~1;
  }
}
