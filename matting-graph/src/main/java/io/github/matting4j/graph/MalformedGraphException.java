package io.github.matting4j.graph;

/**
 * Bytes that are no ONNX model, or one beyond what is read here. The message says where and why.
 */
public final class MalformedGraphException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedGraphException(String message) {
    super(message);
  }
}
