package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import java.io.PrintWriter;

/** A line for each photo that was done or failed. */
final class PlainBatchProgress implements BatchProgress {
  private final PrintWriter out;
  private final PrintWriter err;

  PlainBatchProgress(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void chose(String sentence) {
    print(out, Printable.lines(sentence));
  }

  @Override
  public void start(BatchPlan plan) {
    print(out, BatchMessages.start(plan));
  }

  @Override
  public void note(String sentence) {
    print(out, "note: " + sentence);
  }

  @Override
  public void photo(PhotoOutcome outcome) {
    switch (outcome.status()) {
      case DONE -> {
        print(out, BatchMessages.done(outcome));
        outcome.notes().forEach(note -> print(out, "  note: " + Printable.line(note)));
      }
      case FAILED -> {
        err.println(BatchMessages.failed(outcome));
        err.flush();
      }
      case SKIPPED -> {} // the summary counts them
    }
  }

  @Override
  public void summary(BatchSummary summary, BatchInputs.Photos photos) {
    BatchMessages.summary(summary, photos).forEach(line -> print(out, line));
  }

  private static void print(PrintWriter writer, String line) {
    Output.line(writer, line);
  }
}
