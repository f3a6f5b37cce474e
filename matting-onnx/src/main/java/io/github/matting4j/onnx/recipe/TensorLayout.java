package io.github.matting4j.onnx.recipe;

/** The order of the dimensions of a network's input. */
public enum TensorLayout {
  /** The one of the other two that the graph's declared shape fits. */
  AUTO,
  /** Pictures, channels, rows, columns: planes, as PyTorch exports them. */
  NCHW,
  /** Pictures, rows, columns, channels: pixels, as TensorFlow exports them. */
  NHWC
}
