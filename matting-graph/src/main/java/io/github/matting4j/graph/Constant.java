package io.github.matting4j.graph;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import io.github.matting4j.graph.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A named constant tensor of a graph ({@code TensorProto}). Immutable; its elements are read only
 * when asked for.
 */
public record Constant(String name, List<Long> dims, long type, WireMessage message) {
  public static final long FLOAT = 1;
  public static final long UINT8 = 2;
  public static final long INT8 = 3;
  static final long INT32 = 6;
  public static final long INT64 = 7;

  private static final int DIMS = 1;
  private static final int TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;
  private static final int MAX_ELEMENTS = 1 << 28;

  static Constant of(WireMessage message) throws MalformedGraphException {
    return new Constant(
        message.text(NAME), message.integers(DIMS), message.integer(TYPE, 0), message);
  }

  public static Constant floats(String name, float[] values, long... dims) {
    return made(name, FLOAT, WireWriter.floats(RAW_DATA, values), dims);
  }

  public static Constant longs(String name, long... values) {
    return made(name, INT64, WireWriter.longs(RAW_DATA, values), values.length);
  }

  /** Bytes, signed or unsigned according to {@code type}. */
  public static Constant bytes(String name, long type, byte[] values, long... dims) {
    return made(name, type, WireWriter.bytes(RAW_DATA, ByteBuffer.wrap(values)), dims);
  }

  /** 32-bit integers. */
  public static Constant ints(String name, int[] values, long... dims) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return made(name, INT32, WireWriter.bytes(RAW_DATA, bytes), dims);
  }

  /**
   * Elements that are produced each time they are read or written, and not held.
   *
   * @param type of the elements, as ONNX numbers it
   * @param length of the elements in bytes
   * @param elements produces them, little-endian, the last dimension fastest
   */
  public static Constant deferred(
      String name, long type, int length, WireField.Content elements, long... dims) {
    return made(name, type, WireField.deferred(RAW_DATA, length, elements), dims);
  }

  private static Constant made(String name, long type, WireField elements, long... dims) {
    List<WireField> fields = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    for (long dim : dims) {
      fields.add(WireWriter.varint(DIMS, dim));
      sizes.add(dim);
    }
    fields.add(WireWriter.varint(TYPE, type));
    fields.add(WireWriter.text(NAME, name));
    fields.add(elements);
    return new Constant(name, List.copyOf(sizes), type, new WireMessage(fields));
  }

  /** Whether its elements lie in another file. */
  boolean isExternal() throws MalformedGraphException {
    return message.has(EXTERNAL_DATA) || message.integer(DATA_LOCATION, 0) != 0;
  }

  /** One of its sizes. */
  public long dim(int i) {
    return dims.get(i);
  }

  private int elements() throws MalformedGraphException {
    long count = 1;
    for (long dim : dims) {
      if (dim < 0 || dim > MAX_ELEMENTS || (count *= dim) > MAX_ELEMENTS) {
        throw new MalformedGraphException("tensor " + name + " declares the shape " + dims);
      }
    }
    return (int) count;
  }

  /** Its floats in the order of the format: the last dimension runs fastest. */
  public float[] floats() throws MalformedGraphException {
    ByteBuffer bytes = bytes(FLOAT, FLOAT_DATA, Float.BYTES);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** Its 64-bit integers. */
  public long[] longs() throws MalformedGraphException {
    if (!message.has(RAW_DATA)) {
      long[] values = message.integers(INT64_DATA).stream().mapToLong(Long::longValue).toArray();
      requireSize(INT64, values.length, elements());
      return values;
    }
    ByteBuffer bytes = bytes(INT64, RAW_DATA, Long.BYTES);
    long[] values = new long[bytes.remaining() / Long.BYTES];
    bytes.asLongBuffer().get(values);
    return values;
  }

  /** The elements' bytes, raw or packed in the field of their type. */
  private ByteBuffer bytes(long wantedType, int typedField, int size)
      throws MalformedGraphException {
    int field = message.has(RAW_DATA) ? RAW_DATA : typedField;
    List<WireField> found = message.all(field);
    if (found.size() != 1 || isExternal()) {
      throw new MalformedGraphException(
          "tensor " + name + " does not hold its elements in one run");
    }
    ByteBuffer bytes = found.get(0).bytes().order(ByteOrder.LITTLE_ENDIAN);
    requireSize(wantedType, bytes.remaining(), (long) elements() * size);
    return bytes;
  }

  private void requireSize(long wantedType, long found, long wanted)
      throws MalformedGraphException {
    if (type != wantedType || found != wanted) {
      throw new MalformedGraphException(
          "tensor "
              + name
              + " of type "
              + type
              + " and shape "
              + dims
              + " holds "
              + found
              + " where type "
              + wantedType
              + " needs "
              + wanted);
    }
  }
}
