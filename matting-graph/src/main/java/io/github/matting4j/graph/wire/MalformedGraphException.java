package io.github.matting4j.graph.wire;

/** Thrown when bytes are not a valid network file. The message says where and why. */
public final class MalformedGraphException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message that says where in the file and why. */
  public MalformedGraphException(String message) {
    super(message);
  }
}
