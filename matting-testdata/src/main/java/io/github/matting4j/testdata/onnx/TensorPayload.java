package io.github.matting4j.testdata.onnx;

import java.io.IOException;

/** Produces the elements of one constant tensor, in row-major order, each time it is written. */
@FunctionalInterface
public interface TensorPayload {

  /** The elements of a {@link ElementType#FLOAT} tensor. */
  static TensorPayload of(float... values) {
    return sink -> {
      for (float value : values) {
        sink.putFloat(value);
      }
    };
  }

  /** Puts every element into {@code sink}; must put the same ones on every call. */
  void writeTo(TensorSink sink) throws IOException;
}
