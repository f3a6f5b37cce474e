package io.github.matting4j.store;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model or a test set could not be installed, verified or removed. What was installed before is
 * unchanged.
 */
public final class ModelInstallException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Reason {
    /** The server could not be reached or did not send the file, or the network is not allowed. */
    NETWORK,
    /** Size or hash differ from what is stated or was seen before. */
    HASH,
    /** The file is not an archive of what is to be installed, is damaged, or exceeds a limit. */
    ARCHIVE,
    /** The network uses operators that the converter does not know. */
    OPERATOR,
    /** The converted network does not run as it must. */
    SELF_CHECK,
    /** The licence has not been agreed to. */
    LICENCE,
    /** A file cannot be read or written, or there is too little space. */
    DISK,
    /** The model is not installed, or not by this store. */
    NOT_INSTALLED
  }

  private final Reason reason;

  ModelInstallException(Reason reason, String message) {
    this(reason, message, null);
  }

  ModelInstallException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  /** The kind of failure. */
  public Reason reason() {
    return reason;
  }
}
