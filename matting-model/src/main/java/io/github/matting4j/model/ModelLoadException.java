package io.github.matting4j.model;

import org.jspecify.annotations.Nullable;

/** A model could not be opened: missing, broken or foreign weights, or no native library. */
public sealed class ModelLoadException extends MattingException permits ModelLoadTimeoutException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, what was found and what to do. */
  public ModelLoadException(String message) {
    super(message);
  }

  /** Says what was wrong, what was found and what to do, and keeps the cause. */
  public ModelLoadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
