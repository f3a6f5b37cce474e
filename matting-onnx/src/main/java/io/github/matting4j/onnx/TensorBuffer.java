package io.github.matting4j.onnx;

import io.github.matting4j.model.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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

  /** Empty memory for elements of this type. */
  public TensorBuffer(TensorSpec.ElementType type) {
    if (type == TensorSpec.ElementType.OTHER) {
      throw new IllegalArgumentException("only float and unsigned bytes are exchanged");
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
  }

  /** Bytes of a tensor; the largest number there is if they are more than that. */
  static long bytes(TensorSpec.ElementType type, long... dims) {
    long size = type == TensorSpec.ElementType.FLOAT ? Float.BYTES : 1;
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
}
