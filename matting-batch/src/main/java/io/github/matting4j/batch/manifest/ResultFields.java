package io.github.matting4j.batch.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;

/** JSON fields of a photo's result that manifests and the command line share. Stateless. */
public final class ResultFields {
  private ResultFields() {}

  /** Writes what ran and where: {@code engine} to {@code network}, and {@code zoom} if it ran. */
  public static void writeRun(JsonGenerator json, RunReport report) throws IOException {
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
      writeMillis(json, "millis", zoom.time());
      json.writeEndObject();
    }
  }

  /** Writes an array of texts, also if it is empty. */
  public static void writeTexts(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** Writes a time in milliseconds, rounded to hundredths. */
  public static void writeMillis(JsonGenerator json, String name, Duration time)
      throws IOException {
    json.writeNumberField(name, Math.round(time.toNanos() / 1e4) / 100.0);
  }
}
