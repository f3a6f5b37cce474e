package io.github.matting4j.store.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file could not be fetched from its server. */
public class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong and what was found. */
  public FetchException(String message) {
    this(message, null);
  }

  /** As {@link #FetchException(String)}, with what caused it. */
  public FetchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The server has no such file. */
  static final class NotFound extends FetchException {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message);
    }
  }

  /** The address is not one that is fetched from; nothing was sent to it. */
  public static final class InvalidAddress extends FetchException {
    private static final long serialVersionUID = 1L;

    InvalidAddress(String message) {
      super(message);
    }
  }

  /** The server has a file of another size than is stated. */
  public static final class WrongSize extends FetchException {
    private static final long serialVersionUID = 1L;

    WrongSize(String message) {
      super(message);
    }
  }

  /** Another attempt may succeed. */
  static final class Transient extends FetchException {
    private static final long serialVersionUID = 1L;

    /** What the server asks to wait before it, in seconds; 0 if it does not ask. */
    private final long retryAfterSeconds;

    Transient(String message, @Nullable Throwable cause) {
      super(message, cause);
      retryAfterSeconds = 0;
    }

    Transient(String message, long retryAfterSeconds) {
      super(message);
      this.retryAfterSeconds = retryAfterSeconds;
    }

    long retryAfterSeconds() {
      return retryAfterSeconds;
    }
  }
}
