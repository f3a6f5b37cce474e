package io.github.matting4j.batch;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelBusyException;
import java.io.IOException;

/** Why a photo failed. */
public enum FailureKind {
  /** Not a format, or not a flavour of a format, that is read here. */
  UNSUPPORTED,
  /** The file ends before the picture does. */
  TRUNCATED,
  /** The picture's data contradict themselves. */
  DAMAGED,
  /** The file's structure is not that of the format it claims. */
  MALFORMED,
  /** Larger than the limits of the {@link io.github.matting4j.io.ReadOptions}. */
  LIMIT,
  /**
   * The file could not be read at all: missing, a folder, a pipe, not permitted, a failing disk.
   */
  READ,
  /** The network failed on it, or had no slot for it. */
  INFERENCE,
  /** Not enough memory, even alone. */
  OUT_OF_MEMORY,
  /** The time for one photo, or for reading one, ran out. */
  TIMEOUT,
  /** A result could not be written. */
  WRITE,
  /** A result would have overwritten a photo, or the result of another photo. */
  COLLISION,
  /** The photo's name cannot be represented in this process, so that no result can have it. */
  NAME,
  /** Anything else: a fault of the step or of the library. */
  UNEXPECTED;

  /**
   * The kind of something thrown.
   *
   * @param matted whether the photo had its matte by then: a file that failed after it was a result
   */
  public static FailureKind of(Throwable thrown, boolean matted) {
    if (FailureText.isOutOfMemory(thrown)) {
      return OUT_OF_MEMORY;
    }
    if (thrown instanceof ImageReadException refusal) {
      return of(refusal.reason());
    }
    if (thrown instanceof MattingTimeoutException) {
      return TIMEOUT;
    }
    if (thrown instanceof InferenceException || thrown instanceof ModelBusyException) {
      return INFERENCE;
    }
    return thrown instanceof IOException ? matted ? WRITE : READ : UNEXPECTED;
  }

  static FailureKind of(ImageReadException.Reason reason) {
    return switch (reason) {
      case UNSUPPORTED -> UNSUPPORTED;
      case TRUNCATED -> TRUNCATED;
      case DAMAGED -> DAMAGED;
      case MALFORMED -> MALFORMED;
      case LIMIT -> LIMIT;
      case NOT_REGULAR -> READ;
      case MEMORY -> OUT_OF_MEMORY;
      case DEADLINE -> TIMEOUT;
      case CANCELLED -> UNEXPECTED; // not by this batch
    };
  }
}
