package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.PhotoFailure;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.batch.source.SkippedFiles;
import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.OptionWords;
import io.github.matting4j.cli.console.PhotoResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** For programs: one JSON object per event. */
final class JsonBatchProgress implements BatchProgress {
  private final PrintWriter out;

  JsonBatchProgress(PrintWriter out) {
    this.out = out;
  }

  private void event(String name, JsonLines.Fields fields) throws IOException {
    JsonLines.print(
        out,
        json -> {
          json.writeStringField("event", name);
          fields.write(json);
        });
  }

  @Override
  public void start(String model, BatchLayout layout, Path results, Path manifest)
      throws IOException {
    event(
        "start",
        json -> {
          json.writeStringField("model", model);
          json.writeNumberField("parallel", layout.photos());
          json.writeNumberField("threads", layout.threads());
          json.writeStringField("results", results.toString());
          json.writeStringField("manifest", manifest.toString());
        });
  }

  @Override
  public void note(String sentence) throws IOException {
    event("note", json -> json.writeStringField("message", sentence));
  }

  @Override
  public void photo(PhotoOutcome outcome) throws IOException {
    event(
        "photo",
        json -> {
          json.writeStringField("photo", outcome.photo().file().toString());
          json.writeStringField("status", outcome.status().name());
          if (outcome.failure().isPresent()) {
            PhotoFailure failure = outcome.failure().get();
            json.writeStringField("error", failure.kind().name());
            json.writeStringField("message", OptionWords.in(failure.message(), failure.kind()));
          }
          Optional<PhotoResult> result = BatchProgress.result(outcome);
          if (result.isPresent()) {
            result.get().write(json);
          }
        });
  }

  @Override
  public void summary(BatchSummary summary, SkippedFiles skipped) throws IOException {
    event(
        "summary",
        json -> {
          json.writeNumberField("photos", summary.photos());
          json.writeNumberField("done", summary.done());
          json.writeNumberField("skipped", summary.skipped());
          json.writeNumberField("failed", summary.failed());
          json.writeObjectFieldStart("failures");
          for (Map.Entry<FailureKind, Long> failure : summary.failures().entrySet()) {
            json.writeNumberField(failure.getKey().name(), failure.getValue());
          }
          json.writeEndObject();
          json.writeObjectFieldStart("skippedFiles");
          for (Map.Entry<String, Long> kind : skipped.byExtension().entrySet()) {
            json.writeNumberField(kind.getKey(), kind.getValue());
          }
          json.writeEndObject();
          json.writeNumberField("notRegular", skipped.notRegular());
          json.writeBooleanField("complete", summary.complete());
          json.writeNumberField("seconds", summary.time().toMillis() / 1000.0);
        });
  }
}
