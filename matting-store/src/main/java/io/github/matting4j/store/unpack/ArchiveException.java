package io.github.matting4j.store.unpack;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not an archive of weights, or is damaged, or exceeds a limit. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong and what was found. */
  public ArchiveException(String message) {
    this(message, null);
  }

  /** As {@link #ArchiveException(String)}, with what caused it. */
  public ArchiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
