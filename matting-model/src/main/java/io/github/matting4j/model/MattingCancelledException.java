package io.github.matting4j.model;

import org.jspecify.annotations.Nullable;

/**
 * A run was stopped early: its thread was interrupted (the interrupt flag is still set), its {@link
 * Cancellation} was cancelled, or its model was closed and the close timeout had expired.
 */
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
