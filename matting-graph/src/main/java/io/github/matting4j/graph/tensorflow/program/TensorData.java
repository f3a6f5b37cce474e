package io.github.matting4j.graph.tensorflow.program;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The elements of a constant tensor, little-endian, the last dimension fastest. They stay in the
 * file's bytes and are reordered only while they are read or written. Immutable.
 */
public final class TensorData {
  private static final int TYPE = 1;
  private static final int SHAPE = 2;
  private static final int CONTENT = 4;
  private static final int FLOATS = 5;
  private static final int DOUBLES = 6;
  private static final int INTS = 7;
  private static final int LONGS = 10;
  private static final int BOOLS = 11;
  private static final int HALVES = 13;

  private static final int MAX_RANK = 8;
  private static final long MAX_ELEMENTS = 1 << 28;

  /** What a short list of values may be repeated to: more is out of proportion to the file. */
  private static final long MAX_REPEATED = 1 << 24;

  private final ElementType type;
  private final long[] dims;
  private final int length;
  private final Supplier<ByteBuffer> elements;

  private TensorData(ElementType type, long[] dims, int length, Supplier<ByteBuffer> elements) {
    this.type = type;
    this.dims = dims;
    this.length = length;
    this.elements = elements;
  }

  /** Reads a {@code TensorProto}. */
  public static TensorData read(WireMessage tensor) throws MalformedGraphException {
    ElementType type = ElementType.of(tensor.integer(TYPE, 0));
    List<WireMessage> shapes = tensor.messages(SHAPE);
    long[] dims = shapes.isEmpty() ? new long[0] : GraphNode.dims(shapes.get(shapes.size() - 1));
    int length = length(type, dims);
    if (tensor.has(CONTENT)) {
      ByteBuffer content = tensor.all(CONTENT).get(0).bytes();
      if (content.remaining() > 0 || length == 0) {
        if (content.remaining() != length) {
          throw new MalformedGraphException(
              "a tensor of shape "
                  + Arrays.toString(dims)
                  + " needs "
                  + length
                  + " bytes and holds "
                  + content.remaining());
        }
        return new TensorData(type, dims, length, () -> littleEndian(content.duplicate()));
      }
    }
    return repeated(type, dims, length, tensor);
  }

  private static int length(ElementType type, long[] dims) throws MalformedGraphException {
    if (dims.length > MAX_RANK) {
      throw new MalformedGraphException("a tensor of " + dims.length + " dimensions");
    }
    long count = 1;
    boolean empty = Arrays.stream(dims).anyMatch(dim -> dim == 0);
    for (long dim : dims) {
      if (dim < 0 || dim > MAX_ELEMENTS || (!empty && (count *= dim) > MAX_ELEMENTS)) {
        throw new MalformedGraphException("a tensor declares the shape " + Arrays.toString(dims));
      }
    }
    return empty ? 0 : (int) Math.min(Integer.MAX_VALUE, count * type.bytes());
  }

  /** A list of values whose last one is repeated until the shape is filled. */
  private static TensorData repeated(ElementType type, long[] dims, int length, WireMessage tensor)
      throws MalformedGraphException {
    if (length == 0) {
      return new TensorData(type, dims, 0, () -> ByteBuffer.allocate(0));
    }
    ByteBuffer values =
        switch (type) {
          case FLOAT -> floats(tensor.reals(FLOATS));
          case DOUBLE -> doubles(tensor.doubles(DOUBLES));
          case INT64 -> integers(tensor.integers(LONGS), type);
          case BOOL -> integers(tensor.integers(BOOLS), type);
          case HALF -> integers(tensor.integers(HALVES), type);
          case INT32, INT16, INT8, UINT8, UINT16 -> integers(tensor.integers(INTS), type);
          default ->
              throw new MalformedGraphException("a constant of a type that is not supported here");
        };
    if (!values.hasRemaining()) {
      values = ByteBuffer.allocate(type.bytes()); // TensorFlow fills with zero
    }
    if (values.remaining() > length || length / type.bytes() > MAX_REPEATED) {
      throw new MalformedGraphException(
          "a tensor of shape "
              + Arrays.toString(dims)
              + " holds "
              + values.remaining() / type.bytes()
              + " values");
    }
    byte[] stored = new byte[values.remaining()];
    values.get(stored);
    return new TensorData(type, dims, length, () -> filled(stored, length, type.bytes()));
  }

  private static ByteBuffer filled(byte[] stored, int length, int size) {
    byte[] all = Arrays.copyOf(stored, length);
    for (int i = stored.length; i < length; i++) {
      all[i] = all[i - size];
    }
    return littleEndian(ByteBuffer.wrap(all));
  }

  private static ByteBuffer floats(float[] values) {
    ByteBuffer bytes = littleEndian(ByteBuffer.allocate(values.length * Float.BYTES));
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer doubles(List<Double> values) {
    ByteBuffer bytes = littleEndian(ByteBuffer.allocate(values.size() * Double.BYTES));
    values.forEach(bytes::putDouble);
    return bytes.flip();
  }

  private static ByteBuffer integers(List<Long> values, ElementType type) {
    ByteBuffer bytes = littleEndian(ByteBuffer.allocate(values.size() * type.bytes()));
    for (long value : values) {
      switch (type.bytes()) {
        case 1 -> bytes.put((byte) value);
        case 2 -> bytes.putShort((short) value);
        case 4 -> bytes.putInt((int) value);
        default -> bytes.putLong(value);
      }
    }
    return bytes.flip();
  }

  private static ByteBuffer littleEndian(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A list of integers, or a single one if {@code scalar}. */
  public static TensorData integers(ElementType type, boolean scalar, long... values) {
    List<Long> list = Arrays.stream(values).boxed().toList();
    ByteBuffer bytes = integers(list, type);
    long[] dims = scalar ? new long[0] : new long[] {values.length};
    return new TensorData(type, dims, bytes.remaining(), () -> littleEndian(bytes.duplicate()));
  }

  /** One floating-point number of rank 0. */
  public static TensorData scalar(ElementType type, double value) {
    if (type.isInteger()) {
      return integers(type, true, (long) value);
    }
    ByteBuffer bytes = littleEndian(ByteBuffer.allocate(type.bytes()));
    switch (type) {
      case FLOAT -> bytes.putFloat((float) value);
      case DOUBLE -> bytes.putDouble(value);
      default -> throw new IllegalArgumentException("no number of type " + type);
    }
    bytes.flip();
    return new TensorData(
        type, new long[0], bytes.remaining(), () -> littleEndian(bytes.duplicate()));
  }

  public ElementType type() {
    return type;
  }

  public long[] dims() {
    return dims.clone();
  }

  public Shape shape() {
    return Shape.of(dims);
  }

  /** Bytes of all elements. */
  public int length() {
    return length;
  }

  public int count() {
    return length / type.bytes();
  }

  public ByteBuffer bytes() {
    return elements.get();
  }

  /** The elements of a tensor of integers or truth values. */
  public long[] integers() {
    ByteBuffer bytes = bytes();
    long[] values = new long[count()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case INT64 -> bytes.getLong();
            case INT32 -> bytes.getInt();
            case INT16 -> bytes.getShort();
            case UINT16 -> Short.toUnsignedLong(bytes.getShort());
            case INT8 -> bytes.get();
            case UINT8, BOOL -> Byte.toUnsignedLong(bytes.get());
            default -> throw new IllegalStateException("no integers: " + type);
          };
    }
    return values;
  }

  /** The elements of a tensor of floats. */
  public float[] floats() {
    float[] values = new float[count()];
    bytes().asFloatBuffer().get(values);
    return values;
  }

  /** The same elements under other sizes. */
  public TensorData reshaped(long... sizes) {
    return new TensorData(type, sizes.clone(), length, elements);
  }

  /**
   * The elements seen as {@code a} by {@code b} by {@code c}, in the order c, b, a.
   *
   * @param sizes of the result
   */
  public TensorData reversed(int a, int b, int c, long... sizes) {
    if (b == 1 ? a == 1 || c == 1 : a == 1 && c == 1) {
      return reshaped(sizes);
    }
    int size = type.bytes();
    return new TensorData(
        type,
        sizes.clone(),
        length,
        () -> {
          ByteBuffer from = bytes();
          byte[] to = new byte[length];
          if (size == Float.BYTES) {
            reverse(from.asIntBuffer(), littleEndian(ByteBuffer.wrap(to)).asIntBuffer(), a, b, c);
          } else {
            for (int i = 0; i < a * b * c; i++) {
              int target = ((i % c * b + i / c % b) * a + i / (b * c)) * size;
              from.get(i * size, to, target, size);
            }
          }
          return littleEndian(ByteBuffer.wrap(to));
        });
  }

  private static void reverse(IntBuffer source, IntBuffer target, int a, int b, int c) {
    int block = 16; // reads run along c, so that each line of the cache is used whole
    for (int first = 0; first < c; first += block) {
      int end = Math.min(c, first + block);
      for (int j = 0; j < b; j++) {
        for (int i = 0; i < a; i++) {
          int from = (i * b + j) * c;
          for (int k = first; k < end; k++) {
            target.put((k * b + j) * a + i, source.get(from + k));
          }
        }
      }
    }
  }
}
