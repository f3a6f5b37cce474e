package io.github.matting4j.graph.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One field of a protobuf message: either the bytes that were read, tag included, or a message
 * created here. Immutable.
 *
 * @param number the field's number
 * @param type {@link #VARINT}, {@link #FIXED64}, {@link #DELIMITED} or {@link #FIXED32}
 * @param value of a numeric field: the varint, or the bits of a fixed-size number
 * @param payload content of a delimited field as read
 * @param raw all bytes of the field as read, tag included; empty if {@code nested} is present
 * @param nested a message created here
 */
public record WireField(
    int number,
    int type,
    long value,
    ByteBuffer payload,
    ByteBuffer raw,
    @Nullable WireMessage nested) {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  public static WireField of(int number, WireMessage message) {
    return new WireField(number, DELIMITED, 0, NOTHING, NOTHING, message);
  }

  /** The message in a delimited field. */
  public WireMessage message() throws MalformedGraphException {
    if (nested != null) {
      return nested;
    }
    requireType(DELIMITED);
    return WireMessage.parse(payload);
  }

  /** The bytes of a delimited field that was read or made as bytes. */
  public ByteBuffer bytes() throws MalformedGraphException {
    requireType(DELIMITED);
    return payload.slice().order(payload.order());
  }

  void requireType(int wanted) throws MalformedGraphException {
    if (type != wanted) {
      throw new MalformedGraphException(
          "field " + number + " has wire type " + type + ", not " + wanted);
    }
  }

  int size() {
    return nested == null ? raw.remaining() : WireWriter.sizeOfDelimited(number, nested.size());
  }

  void writeTo(ByteBuffer out) {
    if (nested == null) {
      out.put(raw.duplicate());
    } else {
      WireWriter.writeTag(out, number, DELIMITED);
      WireWriter.putVarint(out, nested.size());
      nested.writeTo(out);
    }
  }
}
