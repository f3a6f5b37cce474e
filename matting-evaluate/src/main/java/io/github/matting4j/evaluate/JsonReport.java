package io.github.matting4j.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.matting4j.evaluate.measure.Measured;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures as one JSON object, models best first. A figure that there is not is left out.
 * Stateless.
 */
final class JsonReport {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonReport() {}

  static void write(Evaluation evaluation, Writer out) throws IOException {
    EvaluationPlan plan = evaluation.plan();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("photos", plan.photos().title());
      json.writeStringField("refinement", plan.refinement());
      json.writeNumberField("repeats", plan.repeats());
      if (plan.maxSide().isPresent()) {
        json.writeNumberField("maxSide", plan.maxSide().getAsInt());
      }
      strings(json, "notes", plan.photos().notes());
      json.writeArrayFieldStart("models");
      for (ModelResult result : evaluation.ranking().results()) {
        model(json, result);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("results");
      for (Row row : evaluation.rows()) {
        row(json, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void model(JsonGenerator json, ModelResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", result.model());
    text(json, "kind", ModelTexts.kind(result));
    text(json, "licence", ModelTexts.licence(result));
    if (result.facts().fileBytes().isPresent()) {
      json.writeNumberField("file_bytes", result.facts().fileBytes().getAsLong());
    }
    Optional<RunReport> report = result.report();
    if (report.isPresent()) {
      json.writeStringField("sha256", report.get().modelSha256());
      json.writeStringField("engine", report.get().engine());
      json.writeStringField("device", report.get().device().toString());
      json.writeNumberField("threads", report.get().threads());
    }
    json.writeNumberField("photos", result.rows().size());
    json.writeNumberField("failed", result.failed());
    text(json, "failure", result.failureText().orElse(""));
    json.writeNumberField("flagged", result.flagged());
    number(json, "ranking_sad", Column.SAD, result.rankingError());
    json.writeObjectFieldStart("mean");
    for (Column column : Column.values()) {
      number(json, column.key(), column, result.mean(column));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void row(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("photo", row.photo());
    json.writeStringField("model", row.model());
    if (row.width() > 0) {
      json.writeNumberField("width", row.width());
      json.writeNumberField("height", row.height());
    }
    for (Column column : Column.values()) {
      number(json, column.key(), column, column.of(row));
    }
    if (row.measured().isPresent()) {
      Measured measured = row.measured().get();
      json.writeNumberField("network_width", measured.report().networkWidth());
      json.writeNumberField("network_height", measured.report().networkHeight());
      if (measured.report().zoom().isPresent()) {
        json.writeNumberField("zoom_crops", measured.report().zoom().get().crops());
        json.writeNumberField("zoom_joined", measured.report().zoom().get().joined());
      }
      strings(json, "flags", measured.flags().stream().map(QualityFlag::name).toList());
      strings(json, "warnings", measured.report().warnings());
    }
    if (row.error().isPresent()) {
      json.writeStringField("error", row.error().get());
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, Column column, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeFieldName(name);
      json.writeNumber(column.text(value));
    }
  }

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
