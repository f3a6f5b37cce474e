package io.github.matting4j.onnx.recipe;

/** What is computed of a network's output values before they are an alpha. */
public enum Activation {
  /** Nothing: the graph ends with its own. */
  NONE,
  /** {@code 1 / (1 + exp(-v))} of each value. */
  SIGMOID,
  /** The exponentials of the channels of a pixel, divided by their sum. */
  SOFTMAX
}
