package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.PhotoFailure;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.batch.source.SkippedFiles;
import io.github.matting4j.cli.console.Count;
import io.github.matting4j.cli.console.OptionWords;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** For people: a line for each photo that was done or failed. */
class TextBatchProgress implements BatchProgress {
  private final PrintWriter out;
  private final PrintWriter err;

  TextBatchProgress(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Prints a line. */
  void line(String text) {
    Output.line(out, text);
  }

  @Override
  public void chose(String sentence) {
    line(Printable.lines(sentence));
  }

  @Override
  public void start(String model, BatchLayout layout, Path results, Path manifest) {
    line(Printable.line(model + ", " + layout + ", into " + results));
  }

  @Override
  public void note(String sentence) {
    line("note: " + sentence);
  }

  @Override
  public void photo(PhotoOutcome outcome) {
    if (outcome.failure().isPresent()) {
      err.println(failed(outcome.photo().file(), outcome.failure().get()));
      err.flush();
      return;
    }
    BatchProgress.result(outcome).map(result -> result.line(false)).ifPresent(this::line);
    outcome.notes().forEach(note -> line("  note: " + Printable.line(note)));
  }

  static String failed(Path file, PhotoFailure failure) {
    String message = OptionWords.in(failure.message(), failure.kind());
    return Printable.line(
        "matting: " + (message.contains(file.toString()) ? "" : file + ": ") + message);
  }

  @Override
  public void summary(BatchSummary summary, SkippedFiles skipped) {
    line(
        String.format(
            Locale.ROOT,
            "%s: %d done, %d unchanged, %d failed, in %s%s%s",
            Count.of(summary.photos(), "photo"),
            summary.done(),
            summary.skipped(),
            summary.failed(),
            time(summary.time()),
            rate(summary),
            summary.complete() ? "" : "; there may be more"));
    summary
        .failures()
        .forEach((kind, count) -> line(String.format(Locale.ROOT, "%7d %s", count, kind)));
    if (!skipped.isEmpty()) {
      line("skipped " + Printable.line(skipped.toString()));
    }
  }

  private static String rate(BatchSummary summary) {
    double seconds = summary.time().toNanos() / 1e9;
    return summary.done() == 0
        ? ""
        : String.format(Locale.ROOT, " (%.2f per second)", summary.done() / seconds);
  }

  private static String time(Duration time) {
    if (time.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d h", time.toHours(), time.toMinutesPart());
  }
}
