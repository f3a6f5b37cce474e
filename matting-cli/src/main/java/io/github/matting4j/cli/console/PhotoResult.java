package io.github.matting4j.cli.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
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
    json.writeStringField("graph", report.model().graphOrigin().name());
    json.writeStringField("engine", report.engine());
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
    json.writeObjectFieldStart("millis");
    json.writeNumberField("read", millis(read));
    json.writeNumberField("matte", millis(matte));
    json.writeNumberField("prepare", millis(report.prepare()));
    json.writeNumberField("infer", millis(report.infer()));
    json.writeNumberField("finish", millis(report.finish()));
    json.writeNumberField("write", millis(write));
    json.writeEndObject();
    json.writeObjectFieldStart("files");
    for (Map.Entry<String, Path> file : files.entrySet()) {
      json.writeStringField(file.getKey(), file.getValue().toString());
    }
    json.writeEndObject();
    write(json, "flags", flags.stream().map(QualityFlag::name).toList());
    write(json, "notes", notes);
    write(json, "warnings", report.warnings());
  }

  private static void write(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e4) / 100.0;
  }
}
