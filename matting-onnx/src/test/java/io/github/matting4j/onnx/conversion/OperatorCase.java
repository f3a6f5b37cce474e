package io.github.matting4j.onnx.conversion;

/** Adds operators that begin with {@code x}, [1, 6, height, width], and end with {@code y}. */
interface OperatorCase {
  int CHANNELS = 6;

  void describe(ProgramSketch sketch);
}
