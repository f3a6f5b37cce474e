package io.github.matting4j.cli.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.batch.manifest.ResultFields;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A photo that was done, in the same words and JSON fields in every command.
 *
 * @param photo as it was named
 * @param width columns of the photo
 * @param height rows of the photo
 * @param report of the model's run
 * @param read time for reading
 * @param matte time for the model
 * @param write time for everything after the model
 * @param files the results by kind
 * @param flags why the matte should be looked at
 * @param notes on what was made of the matte
 */
public record PhotoResult(
    String photo,
    int width,
    int height,
    RunReport report,
    Duration read,
    Duration matte,
    Duration write,
    Map<String, Path> files,
    Set<QualityFlag> flags,
    List<String> notes) {

  /**
   * The line that says it is done.
   *
   * @param namesModel whether it says with which model and device
   */
  public String line(boolean namesModel) {
    return String.format(
        Locale.ROOT,
        "%s (%dx%d)%s: read %d ms, matte %d ms%s, write %d ms%s",
        Printable.line(photo),
        width,
        height,
        namesModel ? ", " + report.modelId() + " on " + report.device() : "",
        read.toMillis(),
        matte.toMillis(),
        report.zoom().filter(zoom -> zoom.crops() > 0).map(PhotoResult::text).orElse(""),
        write.toMillis(),
        flags.isEmpty()
            ? ""
            : flags.stream()
                .map(QualityFlag::name)
                .collect(Collectors.joining(", ", ", check: ", "")));
  }

  private static String text(RunReport.Zoom zoom) {
    return String.format(
        Locale.ROOT,
        " (zoom %d ms, %d of %s used)",
        zoom.time().toMillis(),
        zoom.joined(),
        Count.of(zoom.crops(), "crop"));
  }

  /** Writes all fields but {@code photo}; {@code flags}, {@code notes}, {@code warnings} always. */
  public void write(JsonGenerator json) throws IOException {
    json.writeNumberField("width", width);
    json.writeNumberField("height", height);
    json.writeStringField("model", report.modelId());
    json.writeStringField("modelSha256", report.modelSha256());
    json.writeStringField("recipeSha256", report.model().recipeSha256());
    ResultFields.writeRun(json, report);
    json.writeObjectFieldStart("millis");
    ResultFields.writeMillis(json, "read", read);
    ResultFields.writeMillis(json, "matte", matte);
    ResultFields.writeMillis(json, "prepare", report.prepare());
    ResultFields.writeMillis(json, "infer", report.infer());
    ResultFields.writeMillis(json, "finish", report.finish());
    ResultFields.writeMillis(json, "write", write);
    json.writeEndObject();
    json.writeObjectFieldStart("files");
    for (Map.Entry<String, Path> file : files.entrySet()) {
      json.writeStringField(file.getKey(), file.getValue().toString());
    }
    json.writeEndObject();
    ResultFields.writeTexts(json, "flags", flags.stream().map(QualityFlag::name).toList());
    ResultFields.writeTexts(json, "notes", notes);
    ResultFields.writeTexts(json, "warnings", report.warnings());
  }
}
