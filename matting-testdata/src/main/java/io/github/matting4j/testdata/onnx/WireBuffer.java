package io.github.matting4j.testdata.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing protobuf message: fields are appended in the order of the calls. Not thread-safe. */
public final class WireBuffer {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private byte[] bytes = new byte[128];
  private int size;

  /** A field of an integer. */
  public WireBuffer varint(int field, long value) {
    tag(field, VARINT);
    rawVarint(value);
    return this;
  }

  /** A field of a 32-bit float. */
  public WireBuffer fixed32(int field, float value) {
    tag(field, FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      rawByte(bits >>> shift);
    }
    return this;
  }

  /** A field of a text. */
  public WireBuffer string(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    lengthPrefix(field, utf8.length);
    append(utf8, utf8.length);
    return this;
  }

  /** A field of a message. */
  public WireBuffer message(int field, WireBuffer message) {
    lengthPrefix(field, message.size);
    append(message.bytes, message.size);
    return this;
  }

  /** Starts a length-delimited field whose content the caller writes elsewhere. */
  public WireBuffer lengthPrefix(int field, long length) {
    tag(field, LENGTH_DELIMITED);
    rawVarint(length);
    return this;
  }

  /** Adds all fields of another message to this one. */
  public WireBuffer append(WireBuffer fields) {
    append(fields.bytes, fields.size);
    return this;
  }

  /** Bytes so far. */
  public int size() {
    return size;
  }

  /** Writes the bytes so far. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void tag(int field, int wireType) {
    rawVarint(((long) field << 3) | wireType);
  }

  private void rawVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      rawByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    rawByte((int) rest);
  }

  private void rawByte(int value) {
    ensureRoom(1);
    bytes[size++] = (byte) value;
  }

  private void append(byte[] source, int length) {
    ensureRoom(length);
    System.arraycopy(source, 0, bytes, size, length);
    size += length;
  }

  private void ensureRoom(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
