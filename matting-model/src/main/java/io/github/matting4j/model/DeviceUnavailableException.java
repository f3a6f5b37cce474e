package io.github.matting4j.model;

import org.jspecify.annotations.Nullable;

/** A required device does not work here; the message names every reason found. */
public final class DeviceUnavailableException extends MattingException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, what was found and what to do. */
  public DeviceUnavailableException(String message) {
    super(message);
  }

  /** Says what was wrong, what was found and what to do, and keeps the cause. */
  public DeviceUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
