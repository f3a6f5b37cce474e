package io.github.matting4j.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.time.Duration;

/** What a line of the manifest says of an outcome, for people and programs. Stateless. */
final class OutcomeFields {
  private OutcomeFields() {}

  static void write(JsonGenerator json, PhotoOutcome outcome) throws IOException {
    if (outcome.width() > 0) {
      json.writeNumberField("width", outcome.width());
      json.writeNumberField("height", outcome.height());
    }
    if (outcome.report().isPresent()) {
      writeReport(json, outcome.report().get());
    }
    writeStages(json, outcome.stages());
    json.writeArrayFieldStart("flags");
    for (QualityFlag flag : outcome.flags()) {
      json.writeString(flag.name());
    }
    json.writeEndArray();
    if (!outcome.notes().isEmpty()) {
      json.writeArrayFieldStart("notes");
      for (String note : outcome.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
    }
    if (outcome.failure().isPresent()) {
      json.writeStringField("error", outcome.failure().get().kind().name());
      json.writeStringField("message", outcome.failure().get().message());
    }
  }

  private static void writeReport(JsonGenerator json, RunReport report) throws IOException {
    json.writeStringField("engine", report.engine());
    json.writeStringField("graph", report.model().graphOrigin().name());
    json.writeStringField("device", report.device().toString());
    json.writeNumberField("threads", report.threads());
    json.writeStringField("network", report.networkWidth() + "x" + report.networkHeight());
    if (report.zoom().isPresent()) {
      RunReport.Zoom zoom = report.zoom().get();
      json.writeObjectFieldStart("zoom");
      json.writeNumberField("crops", zoom.crops());
      json.writeNumberField("joined", zoom.joined());
      json.writeNumberField("millis", millis(zoom.time()));
      json.writeEndObject();
    }
    json.writeArrayFieldStart("warnings");
    for (String warning : report.warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
  }

  private static void writeStages(JsonGenerator json, PhotoOutcome.Stages stages)
      throws IOException {
    json.writeObjectFieldStart("millis");
    json.writeNumberField("admission", millis(stages.admission()));
    json.writeNumberField("read", millis(stages.read()));
    json.writeNumberField("matte", millis(stages.matte()));
    json.writeNumberField("rest", millis(stages.rest()));
    json.writeEndObject();
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e4) / 100.0;
  }
}
