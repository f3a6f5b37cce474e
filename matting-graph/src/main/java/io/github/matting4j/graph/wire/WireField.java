package io.github.matting4j.graph.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One field of a protobuf message: the bytes that were read, tag included, a message created here,
 * or bytes that are produced while they are written. Immutable.
 *
 * @param number the field's number
 * @param type {@link #VARINT}, {@link #FIXED64}, {@link #DELIMITED} or {@link #FIXED32}
 * @param value of a numeric field: the varint, or the bits of a fixed-size number
 * @param payload content of a delimited field as read
 * @param raw all bytes of the field as read, tag included; empty if {@code nested} or {@code
 *     deferred} is present
 * @param nested a message created here
 * @param deferred content that is produced when it is needed
 */
public record WireField(
    int number,
    int type,
    long value,
    ByteBuffer payload,
    ByteBuffer raw,
    @Nullable WireMessage nested,
    @Nullable Deferred deferred) {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  public static WireField of(int number, WireMessage message) {
    return new WireField(number, DELIMITED, 0, NOTHING, NOTHING, message, null);
  }

  /**
   * A delimited field whose content is produced each time it is read or written, so that large
   * content need not be held.
   *
   * @param length of the content in bytes
   * @param content produces it
   */
  public static WireField deferred(int number, int length, Content content) {
    Deferred deferred = new Deferred(length, content);
    return new WireField(number, DELIMITED, 0, NOTHING, NOTHING, null, deferred);
  }

  /** Produces the content of a field. */
  @FunctionalInterface
  public interface Content {
    /** The bytes from position to limit; the same ones at each call. */
    ByteBuffer bytes();
  }

  /** Content that is produced when it is needed, and its length in bytes. */
  record Deferred(int length, Content content) {
    ByteBuffer bytes() {
      ByteBuffer bytes = content.bytes();
      if (bytes.remaining() != length) {
        throw new IllegalStateException(
            "content of " + bytes.remaining() + " bytes where " + length + " were announced");
      }
      return bytes;
    }
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
    if (deferred != null) {
      return deferred.bytes().slice().order(payload.order());
    }
    return payload.slice().order(payload.order());
  }

  void requireType(int wanted) throws MalformedGraphException {
    if (type != wanted) {
      throw new MalformedGraphException(
          "field " + number + " has wire type " + type + ", not " + wanted);
    }
  }

  int size() {
    if (nested != null) {
      return WireWriter.sizeOfDelimited(number, nested.size());
    }
    return deferred == null
        ? raw.remaining()
        : WireWriter.sizeOfDelimited(number, deferred.length());
  }

  void writeTo(WireOutput out) throws IOException {
    if (nested != null) {
      out.write(WireWriter.prefix(number, nested.size()));
      nested.writeTo(out);
    } else if (deferred != null) {
      out.write(WireWriter.prefix(number, deferred.length()));
      out.write(deferred.bytes());
    } else {
      out.write(raw.duplicate());
    }
  }
}
