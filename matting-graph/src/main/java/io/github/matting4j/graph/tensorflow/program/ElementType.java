package io.github.matting4j.graph.tensorflow.program;

import io.github.matting4j.graph.wire.MalformedGraphException;

/** Element types of tensors, as TensorFlow and ONNX number them. */
public enum ElementType {
  FLOAT(1, 1, 4),
  DOUBLE(2, 11, 8),
  INT32(3, 6, 4),
  UINT8(4, 2, 1),
  INT16(5, 5, 2),
  INT8(6, 3, 1),
  INT64(9, 7, 8),
  BOOL(10, 9, 1),
  UINT16(17, 4, 2),
  HALF(19, 10, 2),
  /** Any type that is not converted: text, complex and quantised numbers, resources. */
  OTHER(0, 0, 0);

  private final int code;
  private final int onnx;
  private final int bytes;

  ElementType(int code, int onnx, int bytes) {
    this.code = code;
    this.onnx = onnx;
    this.bytes = bytes;
  }

  public static ElementType of(long code) throws MalformedGraphException {
    if (code < 0 || code > 255) {
      throw new MalformedGraphException("element type " + code + " does not exist");
    }
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return OTHER;
  }

  /** Its number in ONNX files. */
  public int onnx() {
    return onnx;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloating() {
    return this == FLOAT || this == DOUBLE || this == HALF;
  }

  public boolean isInteger() {
    return !isFloating() && this != BOOL && this != OTHER;
  }
}
