package io.github.matting4j.cli.console;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output does not take what a command prints, so that there is no use in going on. */
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutputFailedException(@Nullable IOException cause) {
    super(cause == null ? "it was closed" : cause.getMessage(), cause);
  }

  /**
   * Whether the reader has had enough, as {@code head} has after ten lines: no reason to complain.
   */
  boolean isClosedPipe() {
    String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("pipe is being closed");
  }
}
