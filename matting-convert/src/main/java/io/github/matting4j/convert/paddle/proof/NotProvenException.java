package io.github.matting4j.convert.paddle.proof;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;

/** Thrown while the size is being opened: something does not follow from the input's size. */
public final class NotProvenException extends InvalidProgramException {
  private static final long serialVersionUID = 1;

  public NotProvenException(String message) {
    super(message);
  }
}
