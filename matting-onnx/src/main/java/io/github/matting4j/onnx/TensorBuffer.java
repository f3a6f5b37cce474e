package io.github.matting4j.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

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
   * @throws IllegalArgumentException if the shape needs more than 2 GiB
   */
  public void shape(long... dims) {
    long size = type == TensorSpec.ElementType.FLOAT ? Float.BYTES : 1;
    for (long dim : dims) {
      size = Math.multiplyExact(size, dim);
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tensor of " + size + " bytes is more than one buffer can hold; shrink the photo");
    }
    if (bytes.capacity() < size) {
      bytes = allocate((int) size);
    }
    bytes.clear().limit((int) size);
    shape = dims.clone();
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
