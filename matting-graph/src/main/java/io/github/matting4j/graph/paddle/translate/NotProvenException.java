package io.github.matting4j.graph.paddle.translate;

import io.github.matting4j.graph.paddle.program.InvalidProgramException;

/** Thrown while the size is being opened: something does not follow from the input's size. */
public final class NotProvenException extends InvalidProgramException {
  private static final long serialVersionUID = 1;

  NotProvenException(String message) {
    super(message);
  }
}
