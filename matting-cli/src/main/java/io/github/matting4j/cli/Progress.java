package io.github.matting4j.cli;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageReadException;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells of each photo: for people, or for programs. */
interface Progress {
  /** A model was chosen; the sentence says which and why. */
  void chose(String sentence);

  /** A photo is finished. */
  void done(
      CutoutJob.Item item,
      ArgbImage photo,
      RunReport report,
      Optional<String> note,
      Duration read,
      Duration write)
      throws IOException;

  /** A photo failed. */
  void failed(CutoutJob.Item item, Exception e) throws IOException;

  /** Sentences. */
  static Progress plain(PrintWriter out, PrintWriter err) {
    return new Progress() {
      @Override
      public void chose(String sentence) {
        out.println(sentence);
        out.flush();
      }

      @Override
      public void done(
          CutoutJob.Item item,
          ArgbImage photo,
          RunReport report,
          Optional<String> note,
          Duration read,
          Duration write) {
        out.printf(
            "%s (%dx%d), %s on %s: read %d ms, matte %d ms, write %d ms%n",
            item.photo(),
            photo.width(),
            photo.height(),
            report.modelId(),
            report.device(),
            read.toMillis(),
            report.total().toMillis(),
            write.toMillis());
        if (!item.files().isEmpty()) {
          out.println(
              item.files().stream()
                  .map(Path::toString)
                  .collect(Collectors.joining("\n  ", "  ", "")));
        }
        Stream.concat(report.warnings().stream(), note.stream())
            .forEach(warning -> out.println("  note: " + warning));
        out.flush();
      }

      @Override
      public void failed(CutoutJob.Item item, Exception e) {
        String message = String.valueOf(e.getMessage());
        err.println(
            "matting: " + (message.contains(item.photo()) ? "" : item.photo() + ": ") + message);
        err.flush();
      }
    };
  }

  /** One JSON object a photo. */
  static Progress json(PrintWriter out) {
    return new Progress() {
      @Override
      public void chose(String sentence) {
        // Each photo's object names the model.
      }

      @Override
      public void done(
          CutoutJob.Item item,
          ArgbImage photo,
          RunReport report,
          Optional<String> note,
          Duration read,
          Duration write)
          throws IOException {
        JsonLines.print(
            out,
            json -> {
              json.writeStringField("photo", item.photo());
              json.writeNumberField("width", photo.width());
              json.writeNumberField("height", photo.height());
              json.writeStringField("model", report.modelId());
              json.writeStringField("modelSha256", report.modelSha256());
              json.writeStringField("recipeSha256", report.model().recipeSha256());
              json.writeStringField("graph", report.model().graphOrigin().name());
              json.writeStringField("engine", report.engine());
              json.writeStringField("device", report.device().toString());
              json.writeNumberField("threads", report.threads());
              json.writeStringField(
                  "network", report.networkWidth() + "x" + report.networkHeight());
              json.writeObjectFieldStart("millis");
              json.writeNumberField("read", millis(read));
              json.writeNumberField("prepare", millis(report.prepare()));
              json.writeNumberField("infer", millis(report.infer()));
              json.writeNumberField("finish", millis(report.finish()));
              json.writeNumberField("write", millis(write));
              json.writeEndObject();
              json.writeObjectFieldStart("files");
              for (String[] file : files(item)) {
                json.writeStringField(file[0], file[1]);
              }
              json.writeEndObject();
              json.writeArrayFieldStart("warnings");
              for (String warning : report.warnings()) {
                json.writeString(warning);
              }
              if (note.isPresent()) {
                json.writeString(note.get());
              }
              json.writeEndArray();
            });
      }

      @Override
      public void failed(CutoutJob.Item item, Exception e) throws IOException {
        JsonLines.print(
            out,
            json -> {
              json.writeStringField("photo", item.photo());
              json.writeStringField(
                  "error",
                  e instanceof ImageReadException refusal
                      ? refusal.reason().name()
                      : e.getClass().getSimpleName());
              json.writeStringField("message", String.valueOf(e.getMessage()));
            });
      }
    };
  }

  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1e4) / 100.0;
  }

  private static List<String[]> files(CutoutJob.Item item) {
    List<String[]> files = new ArrayList<>();
    item.alpha().ifPresent(file -> files.add(new String[] {"alpha", file.toString()}));
    item.composed().ifPresent(file -> files.add(new String[] {"composed", file.toString()}));
    item.cutout().ifPresent(file -> files.add(new String[] {"cutout", file.toString()}));
    return files;
  }
}
