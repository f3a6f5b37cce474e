package io.github.matting4j.convert.paddle.program;

/**
 * Thrown when files are not a Paddle inference program that can be read or converted. The message
 * states the cause first, then the value found, then a remedy.
 */
public class InvalidProgramException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message of cause, value found and remedy. */
  public InvalidProgramException(String message) {
    super(message);
  }

  /** The same, with the exception that revealed it. */
  public InvalidProgramException(String message, Throwable cause) {
    super(message, cause);
  }
}
