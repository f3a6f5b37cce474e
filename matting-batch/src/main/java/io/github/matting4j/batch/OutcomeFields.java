package io.github.matting4j.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.batch.manifest.ResultFields;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.io.IOException;

/** What a line of the manifest says of an outcome, for people and programs. Stateless. */
final class OutcomeFields {
  private OutcomeFields() {}

  static void write(JsonGenerator json, PhotoOutcome outcome) throws IOException {
    if (outcome.width() > 0) {
      json.writeNumberField("width", outcome.width());
      json.writeNumberField("height", outcome.height());
    }
    if (outcome.report().isPresent()) {
      RunReport report = outcome.report().get();
      ResultFields.writeRun(json, report);
      ResultFields.writeTexts(json, "warnings", report.warnings());
    }
    writeStages(json, outcome.stages());
    ResultFields.writeTexts(
        json, "flags", outcome.flags().stream().map(QualityFlag::name).toList());
    if (!outcome.notes().isEmpty()) {
      ResultFields.writeTexts(json, "notes", outcome.notes());
    }
    if (outcome.failure().isPresent()) {
      json.writeStringField("error", outcome.failure().get().kind().name());
      json.writeStringField("message", outcome.failure().get().message());
    }
  }

  private static void writeStages(JsonGenerator json, PhotoOutcome.Stages stages)
      throws IOException {
    json.writeObjectFieldStart("millis");
    ResultFields.writeMillis(json, "admission", stages.admission());
    ResultFields.writeMillis(json, "read", stages.read());
    ResultFields.writeMillis(json, "matte", stages.matte());
    ResultFields.writeMillis(json, "rest", stages.rest());
    json.writeEndObject();
  }
}
