package io.github.matting4j.model;

import org.jspecify.annotations.Nullable;

/** Something in the library, not in the caller's arguments, went wrong. */
public sealed class MattingException extends RuntimeException
    permits ModelLoadException,
        InferenceException,
        MattingCancelledException,
        MattingTimeoutException,
        ModelBusyException,
        DeviceUnavailableException,
        NoSuitableModelException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, what was found and what to do. */
  public MattingException(String message) {
    super(message);
  }

  /** Says what was wrong, what was found and what to do, and keeps the cause. */
  public MattingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
