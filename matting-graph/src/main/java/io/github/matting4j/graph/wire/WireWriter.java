package io.github.matting4j.graph.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Creates protobuf fields and writes varints. */
public final class WireWriter {
  private static final int LONGEST_VARINT = 10;

  private WireWriter() {}

  public static WireField varint(int number, long value) {
    ByteBuffer raw = ByteBuffer.allocate(2 * LONGEST_VARINT);
    writeTag(raw, number, WireField.VARINT);
    putVarint(raw, value);
    raw.flip();
    return new WireField(number, WireField.VARINT, value, ByteBuffer.allocate(0), raw, null, null);
  }

  public static WireField text(int number, String text) {
    return bytes(number, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static WireField floats(int number, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes(number, bytes);
  }

  public static WireField longs(int number, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return bytes(number, bytes);
  }

  public static WireField bytes(int number, ByteBuffer content) {
    int length = content.remaining();
    ByteBuffer raw = ByteBuffer.allocate(sizeOfDelimited(number, length));
    writeTag(raw, number, WireField.DELIMITED);
    putVarint(raw, length);
    int start = raw.position();
    raw.put(content.duplicate()).flip();
    return new WireField(number, WireField.DELIMITED, 0, raw.slice(start, length), raw, null, null);
  }

  /** A 32-bit float. */
  public static WireField real(int number, float value) {
    ByteBuffer raw = ByteBuffer.allocate(LONGEST_VARINT + Float.BYTES);
    writeTag(raw, number, WireField.FIXED32);
    int bits = Float.floatToRawIntBits(value);
    raw.order(ByteOrder.LITTLE_ENDIAN).putInt(bits).flip();
    return new WireField(number, WireField.FIXED32, bits, ByteBuffer.allocate(0), raw, null, null);
  }

  /** What is before the content of a delimited field. */
  static ByteBuffer prefix(int number, int length) {
    ByteBuffer prefix = ByteBuffer.allocate(2 * LONGEST_VARINT);
    writeTag(prefix, number, WireField.DELIMITED);
    putVarint(prefix, length);
    return prefix.flip();
  }

  static void writeTag(ByteBuffer out, int number, int type) {
    putVarint(out, ((long) number << 3) | type);
  }

  static void putVarint(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static int sizeOfDelimited(int number, int length) {
    return Math.addExact(sizeOfVarint((long) number << 3) + sizeOfVarint(length), length);
  }

  private static int sizeOfVarint(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }
}
