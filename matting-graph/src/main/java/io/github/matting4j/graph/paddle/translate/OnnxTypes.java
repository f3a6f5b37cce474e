package io.github.matting4j.graph.paddle.translate;

import io.github.matting4j.graph.paddle.program.DataType;

/** Numbers of element types in ONNX files. */
final class OnnxTypes {
  private OnnxTypes() {}

  static int of(DataType type) {
    return switch (type) {
      case FLOAT32 -> 1;
      case UINT8 -> 2;
      case INT8 -> 3;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> 7;
      case BOOL -> 9;
      case FLOAT16 -> 10;
      case FLOAT64 -> 11;
      case BFLOAT16 -> 16;
    };
  }
}
