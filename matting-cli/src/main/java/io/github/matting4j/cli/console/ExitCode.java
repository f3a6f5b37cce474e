package io.github.matting4j.cli.console;

import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.store.ModelInstallException;

/**
 * What the command's exit status means. From 3 on it depends on the command: those that cut out
 * have {@link #MODEL} and {@link #DEVICE}, {@code models} has one for each way in which an
 * installation fails.
 */
public final class ExitCode {
  public static final int OK = 0;
  public static final int SOME_FAILED = 1;
  public static final int USAGE = 2;
  public static final int MODEL = 3;
  static final int DEVICE = 4;
  static final int NETWORK = 3;
  public static final int HASH = 4;
  static final int ARCHIVE = 5;
  static final int OPERATOR = 6;
  static final int SELF_CHECK = 7;

  /** A closed pipe: 128 and the number of SIGPIPE, as shells have it. */
  static final int CLOSED_PIPE = 141;

  private ExitCode() {}

  /** 130 for SIGINT (Ctrl-C), 143 for SIGTERM, as shells have it. */
  public static int ofSignal(int number) {
    return 128 + number;
  }

  static int of(Throwable e) {
    if (e instanceof ModelInstallException failure) {
      return switch (failure.reason()) {
        case LICENCE -> USAGE;
        case NETWORK -> NETWORK;
        case HASH -> HASH;
        case ARCHIVE -> ARCHIVE;
        case OPERATOR -> OPERATOR;
        case SELF_CHECK -> SELF_CHECK;
        case DISK, NOT_INSTALLED -> SOME_FAILED;
      };
    }
    if (e instanceof DeviceUnavailableException) {
      return DEVICE;
    }
    return e instanceof ModelLoadException || e instanceof NoSuitableModelException
        ? MODEL
        : SOME_FAILED;
  }
}
