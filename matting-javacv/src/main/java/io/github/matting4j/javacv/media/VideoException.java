package io.github.matting4j.javacv.media;

import java.io.IOException;

/** A video file that cannot be read or written. The message says which, why, and what to do. */
public class VideoException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public VideoException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public VideoException(String message, Throwable cause) {
    super(message, cause);
  }
}
