package io.github.matting4j.batch;

import io.github.matting4j.io.ImageReadException;
import io.github.matting4j.model.InferenceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Says what kind of failure something thrown is. */
final class FailureTriage {
  private static final int MOST_CAUSES = 50;

  private FailureTriage() {}

  static PhotoFailure of(Throwable thrown, boolean matted) {
    if (isOutOfMemory(thrown)) {
      return new PhotoFailure(
          FailureKind.OUT_OF_MEMORY,
          "not enough memory for this photo, even alone, with a heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB; give Java more (-Xmx)");
    }
    if (thrown instanceof ImageReadException refusal) {
      return new PhotoFailure(FailureKind.of(refusal.reason()), message(refusal));
    }
    if (thrown instanceof InferenceException) {
      return new PhotoFailure(FailureKind.INFERENCE, message(thrown));
    }
    if (thrown instanceof IOException) {
      return new PhotoFailure(matted ? FailureKind.WRITE : FailureKind.READ, message(thrown));
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    return new PhotoFailure(
        FailureKind.UNEXPECTED, thrown + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  static PhotoFailure timeout(Optional<Duration> allowed) {
    return new PhotoFailure(
        FailureKind.TIMEOUT,
        "not done within the "
            + allowed.map(Duration::toMillis).orElse(0L)
            + " ms allowed for a photo");
  }

  /** A lack of memory hides below other exceptions. */
  static boolean isOutOfMemory(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError
          || (cause instanceof ImageReadException refusal
              && refusal.reason() == ImageReadException.Reason.MEMORY)) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return message == null
        ? name
        : thrown instanceof java.nio.file.FileSystemException ? name + ": " + message : message;
  }
}
