package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.PhotoFailure;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.cli.console.Count;
import io.github.matting4j.cli.console.OptionWords;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Remarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read of a batch. */
final class BatchMessages {
  private BatchMessages() {}

  static String start(BatchPlan plan) {
    return Printable.line(plan.model() + ", " + plan.layout() + ", into " + plan.results());
  }

  static String done(PhotoOutcome outcome) {
    PhotoOutcome.Stages stages = outcome.stages();
    return String.format(
        Locale.ROOT,
        "%s (%dx%d): read %d ms, matte %d ms, write %d ms%s",
        Printable.line(outcome.photo().file().toString()),
        outcome.width(),
        outcome.height(),
        stages.read().toMillis(),
        stages.matte().toMillis(),
        stages.rest().toMillis(),
        Remarks.of(outcome).toLookAt());
  }

  static String failed(PhotoOutcome outcome) {
    PhotoFailure failure = outcome.failure().orElseThrow();
    String file = outcome.photo().file().toString();
    String message = OptionWords.in(failure.message(), failure.kind());
    return Printable.line("matting: " + (message.contains(file) ? "" : file + ": ") + message);
  }

  static List<String> summary(BatchSummary summary, BatchInputs.Photos photos) {
    List<String> lines = new ArrayList<>();
    lines.add(
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
        .forEach((kind, count) -> lines.add(String.format(Locale.ROOT, "%7d %s", count, kind)));
    String skipped = passedOver(photos);
    if (!skipped.isEmpty()) {
      lines.add("skipped " + skipped);
    }
    return lines;
  }

  private static String rate(BatchSummary summary) {
    double seconds = summary.time().toNanos() / 1e9;
    return summary.done() == 0
        ? ""
        : String.format(Locale.ROOT, " (%.2f a second)", summary.done() / seconds);
  }

  /** The files of folders that are no photos, counted by kind; empty if there are none. */
  static String passedOver(BatchInputs.Photos photos) {
    String kinds = kinds(photos.passedOver());
    String special =
        photos.notRegular() == 0
            ? ""
            : photos.notRegular() + " not regular files (pipes, sockets, devices)";
    return kinds + (kinds.isEmpty() || special.isEmpty() ? "" : ", ") + special;
  }

  private static String kinds(Map<String, Long> passedOver) {
    return passedOver.entrySet().stream()
        .map(
            kind ->
                Count.of(kind.getValue(), "non-image file")
                    + (kind.getKey().isEmpty()
                        ? " (no extension)"
                        : " (." + Printable.line(kind.getKey()) + ")"))
        .collect(Collectors.joining(", "));
  }

  static String time(Duration time) {
    if (time.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d h", time.toHours(), time.toMinutesPart());
  }
}
