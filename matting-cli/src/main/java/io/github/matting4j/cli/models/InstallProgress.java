package io.github.matting4j.cli.models;

import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Terminal;
import io.github.matting4j.store.InstallListener;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Reports an installation: a line for each step, and a bar with rate at a terminal. */
final class InstallProgress implements InstallListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 250;
  private static final long MEGABYTE = 1_000_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final int columns = Terminal.usable(Terminal.width());
  private @Nullable ProgressBar bar;

  private InstallProgress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** With a bar at a terminal. */
  static InstallProgress to(PrintWriter err) {
    return to(err, Terminal.isPresent());
  }

  static InstallProgress to(PrintWriter err, boolean terminal) {
    return new InstallProgress(err, terminal);
  }

  @Override
  public void step(String model, Step step, String detail) {
    String text =
        switch (step) {
          case WAIT -> "waiting for another process that works on it";
          case DOWNLOAD -> "fetching " + detail;
          case VERIFY -> "comparing size and hash";
          case UNPACK -> "unpacking";
          case CONVERT -> "converting";
          case CHECK -> "running it once";
          case PUBLISH -> "moving it to " + detail;
        };
    line(model + ": " + text);
  }

  @Override
  public void progress(long bytes, OptionalLong total) {
    if (!terminal) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("fetching")
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(total.orElse(-1))
              .setUnit("MB", MEGABYTE)
              .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns))
              .build();
    }
    bar.stepTo(bytes);
  }

  private void draw(String text) {
    synchronized (err) {
      err.print("\r" + text);
      err.flush();
    }
  }

  @Override
  public void note(String sentence) {
    line(sentence);
  }

  private void line(String text) {
    close();
    synchronized (err) {
      err.println(Printable.line(text));
      err.flush();
    }
  }

  /** Ends the bar. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      draw(" ".repeat(columns) + "\r");
    }
  }
}
