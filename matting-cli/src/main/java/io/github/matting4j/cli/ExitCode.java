package io.github.matting4j.cli;

import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;

/** What the command's exit status means. */
final class ExitCode {
  static final int OK = 0;
  static final int SOME_FAILED = 1;
  static final int USAGE = 2;
  static final int MODEL = 3;
  static final int DEVICE = 4;

  /** Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(Exception e) {
    if (e instanceof DeviceUnavailableException) {
      return DEVICE;
    }
    return e instanceof ModelLoadException || e instanceof NoSuitableModelException
        ? MODEL
        : SOME_FAILED;
  }
}
