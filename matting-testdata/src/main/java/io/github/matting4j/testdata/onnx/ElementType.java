package io.github.matting4j.testdata.onnx;

/** The tensor element types used here, with their number in the ONNX format. */
public enum ElementType {
  /** 32-bit floating point. */
  FLOAT(1, Float.BYTES),
  /** Unsigned bytes. */
  UINT8(2, Byte.BYTES),
  /** 64-bit integers: shapes, indices. */
  INT64(7, Long.BYTES),
  /** Truth values, one byte each. */
  BOOL(9, Byte.BYTES),
  /** 16-bit floating point. */
  FLOAT16(10, Short.BYTES),
  /** 64-bit floating point. */
  DOUBLE(11, Double.BYTES);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The number of this type in {@code TensorProto.DataType}; the {@code to} of a Cast node. */
  public int code() {
    return code;
  }

  int bytes() {
    return bytes;
  }
}
