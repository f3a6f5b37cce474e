package io.github.matting4j.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * No copy of a native library can be kept and loaded. The message names each folder that was tried
 * and why it cannot be used.
 */
public final class NativeLoadException extends IOException {
  private static final long serialVersionUID = 1;

  NativeLoadException(String message) {
    super(message);
  }

  /** Why a file cannot be written or loaded, in words. */
  static String reason(Throwable failure) {
    if (failure instanceof UnsatisfiedLinkError) {
      return reason(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file is where a folder should be";
    }
    @Nullable String reason = failure instanceof FileSystemException file ? file.getReason() : null;
    return reason != null ? reason : String.valueOf(failure.getMessage());
  }

  private static String reason(String linkError) {
    return linkError.contains("failed to map segment")
            || linkError.contains("Operation not permitted")
        ? "the file system does not allow execution (noexec)"
        : linkError;
  }
}
