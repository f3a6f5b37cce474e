package io.github.matting4j.bshm;

import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message in an array, in order. Everything that is no protobuf
 * ends in an {@link IllegalArgumentException} that names the position. Not thread-safe.
 */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int field;
  private int wireType;

  WireReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private WireReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  /** Steps to the next field; false at the end. The field must be consumed before the next step. */
  boolean next() {
    if (position == end) {
      return false;
    }
    long tag = rawVarint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (field == 0 || tag >>> 32 != 0) {
      throw broken("a field of number 0 or beyond 2^29");
    }
    return true;
  }

  int field() {
    return field;
  }

  boolean is(int number, int type) {
    return field == number && wireType == type;
  }

  long varint() {
    return rawVarint();
  }

  String text() {
    int length = length();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  WireReader message() {
    int length = length();
    WireReader inner = new WireReader(bytes, position, position + length);
    position += length;
    return inner;
  }

  void skip() {
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> advance(8);
      case LENGTH_DELIMITED -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw broken("a field of wire type " + wireType);
    }
  }

  private void advance(int count) {
    if (count > end - position) {
      throw broken("a field longer than its message");
    }
    position += count;
  }

  private int length() {
    long length = rawVarint();
    if (length < 0 || length > end - position) {
      throw broken("a field of " + length + " bytes where " + (end - position) + " are left");
    }
    return (int) length;
  }

  private long rawVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == end) {
        throw broken("the end in the middle of a number");
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number of more than 10 bytes");
  }

  private IllegalArgumentException broken(String what) {
    return new IllegalArgumentException(what + " at byte " + position);
  }
}
