package io.github.matting4j.cli.console;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

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
      Handler handler = new ErrorLines();
      handler.setLevel(Level.FINE);
      OURS.addHandler(handler);
      OURS.setUseParentHandlers(false);
    }
  }

  /** Prints to standard error: one line for a message, then the stack trace if there is one. */
  private static final class ErrorLines extends Handler {
    private final Formatter texts = new SimpleFormatter();

    @Override
    public void publish(LogRecord logged) {
      if (isLoggable(logged)) {
        System.err.println(
            logged.getLevel().getName()
                + " "
                + logged.getLoggerName()
                + ": "
                + texts.formatMessage(logged));
        if (logged.getThrown() != null) {
          logged.getThrown().printStackTrace();
        }
      }
    }

    @Override
    public void flush() {
      System.err.flush();
    }

    @Override
    public void close() {}
  }
}
