package io.github.matting4j.testdata.tensorflow;

/** The element types used here, with their number in TensorFlow's format. */
public enum DataType {
  /** 32-bit floating point. */
  FLOAT(1),
  /** 64-bit floating point. */
  DOUBLE(2),
  /** 32-bit integers: shapes, axes. */
  INT32(3),
  /** Unsigned bytes. */
  UINT8(4),
  /** Text, such as a file name. */
  STRING(7),
  /** 64-bit integers. */
  INT64(9),
  /** Truth values. */
  BOOL(10);

  private final int code;

  DataType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
