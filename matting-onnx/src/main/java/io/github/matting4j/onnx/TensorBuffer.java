package io.github.matting4j.onnx;

import io.github.matting4j.kernel.resample.Float16;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * Memory that the engine reads or writes in place: direct and in native byte order, because the
 * engine silently misreads any other order and copies heap memory.
 *
 * <p>Grows when a larger shape is asked for and is otherwise reused. Not thread-safe.
 */
public final class TensorBuffer {
  private final TensorSpec.ElementType type;
  private ByteBuffer bytes = allocate(0);
  private long[] shape = {0};
  private boolean shaped = true;

  /** Empty memory for elements of this type. */
  public TensorBuffer(TensorSpec.ElementType type) {
    if (!type.isExchanged()) {
      throw new IllegalArgumentException("elements of the type " + type + " are not exchanged");
    }
    this.type = type;
  }

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /**
   * Takes on a shape; what was in the memory is undefined afterwards.
   *
   * @throws InferenceException if the shape needs more than 2 GiB; nothing is allocated then
   */
  public void shape(long... dims) {
    long size = bytes(type, dims);
    if (size > Integer.MAX_VALUE) {
      throw new InferenceException(
          "a tensor of "
              + Arrays.toString(dims)
              + " elements is larger than the 2 GiB that one buffer can hold; let the network see a"
              + " smaller picture, or use another model");
    }
    if (bytes.capacity() < size) {
      bytes = allocate((int) size);
    }
    bytes.clear().limit((int) size);
    shape = dims.clone();
    shaped = true;
  }

  /** Leaves the shape of an output to the engine; a run then sets it. */
  void leaveOpen() {
    shaped = false;
  }

  /** Whether the shape is set, so that the engine writes to this memory. */
  boolean isShaped() {
    return shaped;
  }

  /** Takes on a shape and the elements of it. */
  void fill(long[] dims, ByteBuffer elements) {
    shape(dims);
    bytes().put(elements);
  }

  /** All elements 0. */
  void zero() {
    bytes().put(new byte[bytes.limit()]);
  }

  /** The number of elements. */
  int count() {
    return bytes.limit() / type.bytes();
  }

  /** Bytes of a tensor; the largest number there is if they are more than that. */
  static long bytes(TensorSpec.ElementType type, long... dims) {
    long size = type.bytes();
    try {
      for (long dim : dims) {
        size = Math.multiplyExact(size, dim);
      }
      return size;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  long[] shape() {
    return shape.clone();
  }

  TensorSpec.ElementType type() {
    return type;
  }

  /** All elements as bytes, from position 0; writes go to the tensor. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.nativeOrder());
  }

  /** All elements as floats, from position 0; writes go to the tensor. */
  public FloatBuffer floats() {
    return bytes().asFloatBuffer();
  }

  /**
   * Writes values to the elements, each rounded to the nearest one of the element's type.
   *
   * @throws IllegalArgumentException if the elements are neither floats nor bytes
   */
  TensorPacking.Target target() {
    return switch (type) {
      case FLOAT -> floats()::put;
      case FLOAT16 -> {
        ShortBuffer halves = bytes().asShortBuffer();
        yield (index, values, offset, count) -> {
          for (int i = 0; i < count; i++) {
            halves.put(index + i, Float16.of(values[offset + i]));
          }
        };
      }
      case UINT8 -> {
        ByteBuffer levels = bytes();
        yield (index, values, offset, count) -> {
          for (int i = 0; i < count; i++) {
            levels.put(index + i, (byte) Math.round(values[offset + i]));
          }
        };
      }
      default -> throw new IllegalArgumentException("pictures are of floats or bytes, not " + type);
    };
  }

  /** Sets one element. */
  void set(int index, double value) {
    switch (type) {
      case FLOAT -> bytes.putFloat(index * Float.BYTES, (float) value);
      case FLOAT16 -> bytes.putShort(index * Short.BYTES, Float16.of((float) value));
      case INT32 -> bytes.putInt(index * Integer.BYTES, (int) Math.round(value));
      case INT64 -> bytes.putLong(index * Long.BYTES, Math.round(value));
      default -> bytes.put(index, (byte) Math.round(value));
    }
  }

  /** One element as a float. */
  float get(int index) {
    return switch (type) {
      case FLOAT -> bytes.getFloat(index * Float.BYTES);
      case FLOAT16 -> Float16.toFloat(bytes.getShort(index * Short.BYTES));
      case INT32 -> bytes.getInt(index * Integer.BYTES);
      case INT64 -> bytes.getLong(index * Long.BYTES);
      default -> Byte.toUnsignedInt(bytes.get(index));
    };
  }
}
