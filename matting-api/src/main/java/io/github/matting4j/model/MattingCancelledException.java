package io.github.matting4j.model;

import org.jspecify.annotations.Nullable;

/** A run was stopped because its thread was interrupted; the interrupt flag is still set. */
public final class MattingCancelledException extends MattingException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, what was found and what to do. */
  public MattingCancelledException(String message) {
    super(message);
  }

  /** Says what was wrong, what was found and what to do, and keeps the cause. */
  public MattingCancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
