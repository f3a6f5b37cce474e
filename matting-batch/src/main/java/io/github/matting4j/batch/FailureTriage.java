package io.github.matting4j.batch;

import java.time.Duration;
import java.util.Optional;

/** Says what kind of failure something thrown is. */
final class FailureTriage {
  private static final System.Logger LOGGER =
      System.getLogger(FailureTriage.class.getPackageName());

  private FailureTriage() {}

  static PhotoFailure of(Throwable thrown, boolean matted) {
    if (FailureText.isInternal(thrown)) {
      LOGGER.log(System.Logger.Level.DEBUG, "internal error", thrown);
    }
    FailureKind kind = FailureKind.of(thrown, matted);
    return kind == FailureKind.OUT_OF_MEMORY
        ? new PhotoFailure(
            kind,
            "not enough memory for this photo, even alone, with a heap of "
                + FailureText.heapMegabytes()
                + " MB; give Java a larger heap (-Xmx)")
        : new PhotoFailure(kind, FailureText.of(thrown));
  }

  static PhotoFailure timeout(Optional<Duration> allowed) {
    return new PhotoFailure(
        FailureKind.TIMEOUT,
        "not done within the "
            + allowed.map(Duration::toMillis).orElse(0L)
            + " ms allowed per photo; allow more time or use a faster model");
  }
}
