package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.source.SkippedFiles;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rate and remaining time at the bottom of a terminal, failures and notes above it. */
public final class TerminalBatchProgress extends TextBatchProgress {
  private static final int UPDATE_MILLIS = 500;

  private final PrintWriter err;
  private final int columns;
  private final ProgressBar bar;
  private volatile boolean all;
  private boolean closed;

  public TerminalBatchProgress(PrintWriter err) {
    this(err, Terminal.width());
  }

  /** For a terminal of this width. */
  public TerminalBatchProgress(PrintWriter err, int width) {
    super(err, err);
    this.err = err;
    this.columns = Terminal.usable(width);
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("photos")
            .setStyle(ProgressBarStyle.ASCII)
            .setInitialMax(-1) // not known yet
            .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns))
            .build();
  }

  private void draw(String text) {
    synchronized (err) {
      err.print("\r" + text);
      err.flush();
    }
  }

  @Override
  void line(String text) {
    synchronized (err) {
      err.print("\r" + " ".repeat(columns) + "\r" + text + System.lineSeparator());
      err.flush();
    }
  }

  @Override
  public void found(long photos) {
    if (!all) {
      all = true;
      bar.maxHint(photos);
    }
  }

  @Override
  public void photo(PhotoOutcome outcome) {
    Path file = outcome.photo().file();
    outcome.failure().ifPresent(failure -> line(failed(file, failure)));
    outcome.notes().forEach(note -> line(Printable.line(file + ": " + note)));
    bar.step();
  }

  @Override
  public void summary(BatchSummary summary, SkippedFiles skipped) {
    if (summary.complete()) {
      found(summary.photos()); // counting may not have ended yet
    }
    close();
    super.summary(summary, skipped);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bar.close();
      line("");
    }
  }
}
