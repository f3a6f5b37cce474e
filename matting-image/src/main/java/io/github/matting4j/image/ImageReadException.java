package io.github.matting4j.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that this library cannot read as a picture, or refuses to. The message says what was
 * wrong, what was found and what to do; {@link #reason()} is for programs.
 */
public final class ImageReadException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why a file was refused. */
  public enum Reason {
    /** A format, or a variant of a format, that is not read. */
    UNSUPPORTED,
    /** The file ends before the picture does. */
    TRUNCATED,
    /** The picture's data are inconsistent; decoding would give wrong pixels. */
    DAMAGED,
    /** The file's structure is not that of the format it claims. */
    MALFORMED,
    /** Larger than the limits allow: bytes, sides, pixels or progressive scans. */
    LIMIT,
    /** Not a regular file but a pipe, a socket or a device. */
    NOT_REGULAR,
    /** Not enough memory for this picture. */
    MEMORY,
    /** The time allowed ran out. */
    DEADLINE,
    /** The thread was interrupted. */
    CANCELLED
  }

  private final Reason reason;

  /** A refusal for {@code reason}, explained by {@code message}. */
  public ImageReadException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** A refusal for {@code reason}, explained by {@code message}, caused by {@code cause}. */
  public ImageReadException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why the file was refused. */
  public Reason reason() {
    return reason;
  }
}
