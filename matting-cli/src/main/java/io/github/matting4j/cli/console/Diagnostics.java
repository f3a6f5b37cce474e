package io.github.matting4j.cli.console;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What libraries log: nothing, or everything with {@code --verbose}. */
public final class Diagnostics {
  /** Kept: a logger without a reference loses its level. */
  private static final Logger ENGINE = Logger.getLogger("ai.onnxruntime");

  private static final Logger OURS = Logger.getLogger("io.github.matting4j");

  private Diagnostics() {}

  /** Sets the levels of the loggers of this process's command line. */
  public static void set(boolean verbose) {
    ENGINE.setLevel(verbose ? null : Level.OFF);
    OURS.setLevel(verbose ? Level.FINE : Level.OFF);
    if (verbose && OURS.getHandlers().length == 0) {
      ConsoleHandler handler = new RequestedLines();
      handler.setLevel(Level.FINE);
      OURS.addHandler(handler);
      OURS.setUseParentHandlers(false);
    }
  }

  /** Lines that were asked for: the command line prints them, not the library that logged them. */
  private static final class RequestedLines extends ConsoleHandler {
    @Override
    public void publish(LogRecord logged) {
      super.publish(logged);
    }
  }
}
