package io.github.matting4j.onnx.recipe;

/** The order of the three colours in a network's input. */
public enum ChannelOrder {
  /** Red, green, blue. */
  RGB,
  /** Blue, green, red, as OpenCV reads pictures. */
  BGR
}
