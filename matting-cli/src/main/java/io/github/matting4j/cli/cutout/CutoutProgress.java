package io.github.matting4j.cli.cutout;

import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Remarks;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells of each photo: for people, or for programs. */
public interface CutoutProgress {
  /** A model was chosen; the sentence says which and why. */
  void chose(String sentence);

  /** A photo is finished. */
  void done(
      CutoutJob.Item item,
      ArgbImage photo,
      RunReport report,
      Remarks remarks,
      Duration read,
      Duration write)
      throws IOException;

  /** A photo failed. */
  void failed(CutoutJob.Item item, Throwable thrown, FailureKind kind) throws IOException;

  /** Sentences. */
  static CutoutProgress plain(PrintWriter out, PrintWriter err, boolean verbose) {
    return new CutoutProgress() {
      @Override
      public void chose(String sentence) {
        Output.line(out, Printable.lines(sentence));
      }

      @Override
      public void done(
          CutoutJob.Item item,
          ArgbImage photo,
          RunReport report,
          Remarks remarks,
          Duration read,
          Duration write) {
        out.printf(
            Locale.ROOT,
            "%s (%dx%d), %s on %s: read %d ms, matte %d ms, write %d ms%s%n",
            Printable.line(item.photo()),
            photo.width(),
            photo.height(),
            report.modelId(),
            report.device(),
            read.toMillis(),
            report.total().toMillis(),
            write.toMillis(),
            remarks.toLookAt());
        if (!item.files().isEmpty()) {
          out.println(
              item.files().stream()
                  .map(file -> Printable.line(file.toString()))
                  .collect(Collectors.joining("\n  ", "  ", "")));
        }
        Stream.concat(remarks.warnings().stream(), remarks.notes().stream())
            .forEach(warning -> out.println("  note: " + Printable.line(warning)));
        Output.check(out);
      }

      @Override
      public void failed(CutoutJob.Item item, Throwable thrown, FailureKind kind) {
        Trouble.printOf(item.photo(), thrown, err, verbose);
      }
    };
  }

  /** One JSON object a photo. */
  static CutoutProgress json(PrintWriter out) {
    return new CutoutProgress() {
      @Override
      public void chose(String sentence) {
        // Each photo's object names the model.
      }

      @Override
      public void done(
          CutoutJob.Item item,
          ArgbImage photo,
          RunReport report,
          Remarks remarks,
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
              remarks.write(json);
            });
      }

      @Override
      public void failed(CutoutJob.Item item, Throwable thrown, FailureKind kind)
          throws IOException {
        JsonLines.print(
            out,
            json -> {
              json.writeStringField("photo", item.photo());
              json.writeStringField("error", kind.name());
              json.writeStringField("message", Trouble.of(thrown).text());
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
