package io.github.matting4j.model;

import org.jspecify.annotations.Nullable;

/** A network failed on a photo, or returned values that are not alpha values. */
public final class InferenceException extends MattingException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, what was found and what to do. */
  public InferenceException(String message) {
    super(message);
  }

  /** Says what was wrong, what was found and what to do, and keeps the cause. */
  public InferenceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
