package io.github.matting4j.graph.paddle.sample;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects the fields of a protobuf message. */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtobufMessage integer(int number, long value) {
    varint((long) number << 3 | VARINT);
    varint(value);
    return this;
  }

  ProtobufMessage real(int number, float value) {
    varint((long) number << 3 | FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(bits >>> shift);
    }
    return this;
  }

  ProtobufMessage text(int number, String value) {
    return delimited(number, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtobufMessage message(int number, ProtobufMessage value) {
    return delimited(number, value.toBytes());
  }

  ProtobufMessage delimited(int number, byte[] value) {
    varint((long) number << 3 | DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
