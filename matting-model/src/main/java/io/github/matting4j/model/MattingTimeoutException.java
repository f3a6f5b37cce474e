package io.github.matting4j.model;

import org.jspecify.annotations.Nullable;

/** A run took longer than {@link RunControl#timeout(java.time.Duration)} allows. */
public final class MattingTimeoutException extends MattingException {
  private static final long serialVersionUID = 1L;

  /** What a run was doing when its time was over. */
  public enum Stage {
    /** Waiting for other runs to end. */
    SLOT,
    /** Computing. */
    NETWORK
  }

  private final Stage stage;

  /** Says what was wrong, what was found and what to do. */
  public MattingTimeoutException(Stage stage, String message) {
    this(stage, message, null);
  }

  /** Says what was wrong, what was found and what to do, and keeps the cause. */
  public MattingTimeoutException(Stage stage, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.stage = stage;
  }

  /** What the run was doing when its time was over. */
  public Stage stage() {
    return stage;
  }
}
