package io.github.matting4j.cli.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.OptionWords;
import io.github.matting4j.cli.console.Remarks;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One JSON object an event: start, photo, summary. */
final class JsonBatchProgress implements BatchProgress {
  private final PrintWriter out;

  JsonBatchProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void start(BatchPlan plan) throws IOException {
    JsonLines.print(
        out,
        json -> {
          json.writeStringField("event", "start");
          json.writeStringField("model", plan.model());
          json.writeNumberField("callers", plan.layout().photos());
          json.writeNumberField("threads", plan.layout().threads());
          json.writeStringField("results", plan.results().toString());
          json.writeStringField("manifest", plan.manifest().toString());
        });
  }

  @Override
  public void note(String sentence) throws IOException {
    JsonLines.print(
        out,
        json -> {
          json.writeStringField("event", "note");
          json.writeStringField("message", sentence);
        });
  }

  @Override
  public void photo(PhotoOutcome outcome) throws IOException {
    JsonLines.print(
        out,
        json -> {
          json.writeStringField("event", "photo");
          json.writeStringField("photo", outcome.photo().file().toString());
          json.writeStringField("status", outcome.status().name());
          if (outcome.failure().isPresent()) {
            json.writeStringField("error", outcome.failure().get().kind().name());
            json.writeStringField(
                "message",
                OptionWords.in(outcome.failure().get().message(), outcome.failure().get().kind()));
          }
          if (outcome.status() == PhotoOutcome.Status.DONE) {
            writeDone(json, outcome);
          }
        });
  }

  private static void writeDone(JsonGenerator json, PhotoOutcome outcome) throws IOException {
    json.writeNumberField("width", outcome.width());
    json.writeNumberField("height", outcome.height());
    if (outcome.report().isPresent()) {
      RunReport report = outcome.report().get();
      json.writeStringField("model", report.modelId());
      json.writeStringField("modelSha256", report.modelSha256());
      json.writeStringField("recipeSha256", report.model().recipeSha256());
      json.writeStringField("graph", report.model().graphOrigin().name());
      json.writeStringField("device", report.device().toString());
    }
    json.writeObjectFieldStart("millis");
    json.writeNumberField("read", millis(outcome.stages().read()));
    json.writeNumberField("matte", millis(outcome.stages().matte()));
    json.writeNumberField("write", millis(outcome.stages().rest()));
    json.writeEndObject();
    json.writeObjectFieldStart("files");
    for (Map.Entry<String, Path> file : outcome.outputs().entrySet()) {
      json.writeStringField(file.getKey(), file.getValue().toString());
    }
    json.writeEndObject();
    Remarks.of(outcome).write(json);
  }

  @Override
  public void summary(BatchSummary summary, BatchInputs.Photos photos) throws IOException {
    JsonLines.print(
        out,
        json -> {
          json.writeStringField("event", "summary");
          json.writeNumberField("photos", summary.photos());
          json.writeNumberField("done", summary.done());
          json.writeNumberField("skipped", summary.skipped());
          json.writeNumberField("failed", summary.failed());
          json.writeObjectFieldStart("failures");
          for (Map.Entry<FailureKind, Long> failure : summary.failures().entrySet()) {
            json.writeNumberField(failure.getKey().name(), failure.getValue());
          }
          json.writeEndObject();
          json.writeObjectFieldStart("passedOver");
          for (Map.Entry<String, Long> kind : photos.passedOver().entrySet()) {
            json.writeNumberField(kind.getKey(), kind.getValue());
          }
          json.writeEndObject();
          json.writeNumberField("notRegular", photos.notRegular());
          json.writeBooleanField("complete", summary.complete());
          json.writeNumberField("seconds", summary.time().toMillis() / 1000.0);
        });
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e4) / 100.0;
  }
}
