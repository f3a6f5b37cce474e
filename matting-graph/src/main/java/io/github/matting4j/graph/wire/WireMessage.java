package io.github.matting4j.graph.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message as the list of its fields, in the order of the file. Only tags and lengths are
 * read; payloads are parsed on demand, and unchanged fields are written back byte for byte, known
 * or not. Immutable and thread-safe.
 *
 * <p>Google's protobuf library is not used: it adds 1.8 MB, conflicts with the versions of other
 * dependencies, copies all weights and reorders unknown fields.
 */
public final class WireMessage {
  /** Far above the number of nodes or tensors of any graph; bounds the heap. */
  private static final int MAX_FIELDS = 200_000;

  private static final int LONGEST_VARINT = 10;

  private final List<WireField> fields;

  public WireMessage(List<WireField> fields) {
    this.fields = List.copyOf(fields);
  }

  public static WireMessage of(WireField... fields) {
    return new WireMessage(List.of(fields));
  }

  /**
   * Parses the fields from position to limit; the buffer is not changed and must not change later.
   */
  public static WireMessage parse(ByteBuffer bytes) throws MalformedGraphException {
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<WireField> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      if (fields.size() == MAX_FIELDS) {
        throw new MalformedGraphException("more than " + MAX_FIELDS + " fields in one message");
      }
      fields.add(field(in));
    }
    return new WireMessage(fields);
  }

  private static WireField field(ByteBuffer in) throws MalformedGraphException {
    int start = in.position();
    long tag = varint(in);
    long number = tag >>> 3;
    if (number < 1 || number > (1 << 29) - 1) {
      throw new MalformedGraphException("field number " + number + " at byte " + start);
    }
    int type = (int) (tag & 7);
    long value = 0;
    int length = 0;
    switch (type) {
      case WireField.VARINT -> value = varint(in);
      case WireField.FIXED64 -> value = need(in, Long.BYTES).getLong();
      case WireField.FIXED32 -> value = need(in, Integer.BYTES).getInt();
      case WireField.DELIMITED -> {
        long declared = varint(in);
        if (declared < 0 || declared > in.remaining()) {
          throw new MalformedGraphException(
              "field "
                  + number
                  + " at byte "
                  + start
                  + " declares "
                  + declared
                  + " bytes, but "
                  + in.remaining()
                  + " are left");
        }
        length = (int) declared;
      }
      default -> throw new MalformedGraphException("wire type " + type + " at byte " + start);
    }
    ByteBuffer payload = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    ByteBuffer raw = in.slice(start, in.position() - start);
    return new WireField((int) number, type, value, payload, raw, null, null);
  }

  private static ByteBuffer need(ByteBuffer in, int bytes) throws MalformedGraphException {
    if (in.remaining() < bytes) {
      throw new MalformedGraphException("the message ends within a number");
    }
    return in;
  }

  static long varint(ByteBuffer in) throws MalformedGraphException {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      byte next = need(in, 1).get();
      value |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedGraphException("a varint of more than " + LONGEST_VARINT + " bytes");
  }

  public List<WireField> fields() {
    return fields;
  }

  public boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number() == number);
  }

  /** The fields of this number, in order. */
  public List<WireField> all(int number) {
    return fields.stream().filter(field -> field.number() == number).toList();
  }

  /** The last integer of this number (the last one counts), or {@code otherwise}. */
  public long integer(int number, long otherwise) throws MalformedGraphException {
    long value = otherwise;
    for (WireField field : all(number)) {
      field.requireType(WireField.VARINT);
      value = field.value();
    }
    return value;
  }

  /** The last 32-bit float of this number, or {@code otherwise}. */
  public float real(int number, float otherwise) throws MalformedGraphException {
    float value = otherwise;
    for (WireField field : all(number)) {
      field.requireType(WireField.FIXED32);
      value = Float.intBitsToFloat((int) field.value());
    }
    return value;
  }

  /** All 32-bit floats of this number, packed or not. */
  public float[] reals(int number) throws MalformedGraphException {
    List<Float> values = new ArrayList<>();
    for (WireField field : all(number)) {
      if (field.type() == WireField.DELIMITED) {
        ByteBuffer packed = field.bytes();
        while (packed.hasRemaining()) {
          values.add(need(packed, Float.BYTES).getFloat());
        }
      } else {
        field.requireType(WireField.FIXED32);
        values.add(Float.intBitsToFloat((int) field.value()));
      }
    }
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }
    return all;
  }

  /** All 64-bit floats of this number, packed or not. */
  public List<Double> doubles(int number) throws MalformedGraphException {
    List<Double> values = new ArrayList<>();
    for (WireField field : all(number)) {
      if (field.type() == WireField.DELIMITED) {
        ByteBuffer packed = field.bytes();
        while (packed.hasRemaining()) {
          values.add(need(packed, Double.BYTES).getDouble());
        }
      } else {
        field.requireType(WireField.FIXED64);
        values.add(Double.longBitsToDouble(field.value()));
      }
    }
    return values;
  }

  /** All integers of this number, packed or not. */
  public List<Long> integers(int number) throws MalformedGraphException {
    List<Long> values = new ArrayList<>();
    for (WireField field : all(number)) {
      if (field.type() == WireField.DELIMITED) {
        for (ByteBuffer packed = field.bytes(); packed.hasRemaining(); ) {
          values.add(varint(packed));
        }
      } else {
        field.requireType(WireField.VARINT);
        values.add(field.value());
      }
    }
    return values;
  }

  /** The last text of this number, or an empty one. */
  public String text(int number) throws MalformedGraphException {
    List<String> all = texts(number);
    return all.isEmpty() ? "" : all.get(all.size() - 1);
  }

  /** All texts of this number. */
  public List<String> texts(int number) throws MalformedGraphException {
    List<String> texts = new ArrayList<>();
    for (WireField field : all(number)) {
      try {
        texts.add(StandardCharsets.UTF_8.newDecoder().decode(field.bytes()).toString());
      } catch (CharacterCodingException e) {
        throw new MalformedGraphException("field " + number + " is not valid UTF-8");
      }
    }
    return texts;
  }

  /** All messages of this number. */
  public List<WireMessage> messages(int number) throws MalformedGraphException {
    List<WireMessage> messages = new ArrayList<>();
    for (WireField field : all(number)) {
      messages.add(field.message());
    }
    return messages;
  }

  int size() {
    int size = 0;
    for (WireField field : fields) {
      size = Math.addExact(size, field.size());
    }
    return size;
  }

  void writeTo(WireOutput out) throws IOException {
    for (WireField field : fields) {
      field.writeTo(out);
    }
  }

  /**
   * Writes the message field by field, so that deferred content is held one field at a time.
   *
   * @throws IOException if the stream cannot take it
   */
  public void writeTo(OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    writeTo(
        bytes -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(size());
    try {
      writeTo((WireOutput) out::put);
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail", e);
    }
    return out.array();
  }
}
