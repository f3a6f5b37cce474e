package io.github.matting4j.advise.calibration;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that should hold a calibration and does not. The message names it and says what to do. */
public final class InvalidCalibrationException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidCalibrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
