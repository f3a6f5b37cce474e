package io.github.matting4j.cli.console;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command is doing, on one line of the terminal that is written over. Prints nothing where
 * there is no terminal, or where {@code --quiet} was given. Thread-safe.
 */
public final class StatusLine {
  private static final long SECOND_MILLIS = 1000;

  private final PrintWriter err;
  private final int columns;
  private final boolean shown;
  private int length;

  StatusLine(PrintWriter err, int columns, boolean shown) {
    this.err = err;
    this.columns = columns;
    this.shown = shown;
  }

  /** That of a command. */
  public static StatusLine of(CommandSpec command) {
    boolean shown = Terminal.isPresent() && !Verbosity.isQuiet(command);
    return new StatusLine(command.commandLine().getErr(), Terminal.usable(Terminal.width()), shown);
  }

  /** Shows a text in place of the former one, cut off at the terminal's width. */
  public synchronized void show(String text) {
    if (shown) {
      String line = Printable.line(text);
      line = line.length() <= columns ? line : line.substring(0, columns - 3) + "...";
      err.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
      err.flush();
      length = line.length();
    }
  }

  /** Removes the text, before other lines are printed. */
  public synchronized void clear() {
    if (length > 0) {
      err.print("\r" + " ".repeat(length) + "\r");
      err.flush();
      length = 0;
    }
  }

  /** Something that takes a while; closing it removes its text. */
  public interface Activity extends AutoCloseable {
    @Override
    void close();
  }

  /** Shows a text, and from the first second on how long it has been there. */
  public Activity during(String text) {
    show(text);
    if (!shown) {
      return () -> {};
    }
    Ticker ticker = new Ticker(text);
    ticker.start();
    return ticker;
  }

  private final class Ticker extends Thread implements Activity {
    private final String text;
    private final long start = System.nanoTime();
    private boolean closed;

    Ticker(String text) {
      super("matting4j-status");
      this.text = text;
      setDaemon(true);
    }

    @Override
    public void run() {
      synchronized (StatusLine.this) {
        while (!closed) {
          try {
            StatusLine.this.wait(SECOND_MILLIS);
          } catch (InterruptedException e) {
            return;
          }
          long seconds = (System.nanoTime() - start) / 1_000_000_000L;
          if (!closed && seconds > 0) {
            show(String.format(Locale.ROOT, "%s, %d s", text, seconds));
          }
        }
      }
    }

    @Override
    public void close() {
      synchronized (StatusLine.this) {
        closed = true;
        StatusLine.this.notifyAll();
        clear();
      }
    }
  }
}
