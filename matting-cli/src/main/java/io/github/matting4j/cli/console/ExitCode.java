package io.github.matting4j.cli.console;

import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;

/** What the command's exit status means. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int SOME_FAILED = 1;
  public static final int USAGE = 2;
  public static final int MODEL = 3;
  static final int DEVICE = 4;

  /** A closed pipe: 128 and the number of SIGPIPE, as shells have it. */
  static final int CLOSED_PIPE = 141;

  private ExitCode() {}

  /** 130 for SIGINT (Ctrl-C), 143 for SIGTERM, as shells have it. */
  public static int ofSignal(int number) {
    return 128 + number;
  }

  static int of(Throwable e) {
    if (e instanceof DeviceUnavailableException) {
      return DEVICE;
    }
    return e instanceof ModelLoadException || e instanceof NoSuitableModelException
        ? MODEL
        : SOME_FAILED;
  }
}
