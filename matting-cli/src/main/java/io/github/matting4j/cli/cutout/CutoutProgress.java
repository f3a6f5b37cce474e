package io.github.matting4j.cli.cutout;

import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.PhotoResult;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.StatusLine;
import io.github.matting4j.cli.console.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Reports each photo: to people, or one JSON object per photo. */
final class CutoutProgress {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean verbose;
  private final StatusLine status;
  private final int photos;
  private int begun;

  /**
   * A report.
   *
   * @param verbose whether failures are printed with their stack trace
   * @param status shows the current photo
   * @param photos the number of them all
   */
  CutoutProgress(
      PrintWriter out,
      PrintWriter err,
      boolean json,
      boolean verbose,
      StatusLine status,
      int photos) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.verbose = verbose;
    this.status = status;
    this.photos = photos;
  }

  /** A model was chosen; the sentence says which and why. In JSON each photo names it. */
  void chose(String sentence) {
    if (!json) {
      Output.line(out, Printable.lines(sentence));
    }
  }

  /** A photo begins. */
  void begins(String photo) {
    begun++;
    status.show(photos == 1 ? photo : "photo " + begun + " of " + photos + ": " + photo);
  }

  /** A photo is finished. */
  void done(PhotoResult result) throws IOException {
    status.clear();
    if (json) {
      JsonLines.print(
          out,
          fields -> {
            fields.writeStringField("photo", result.photo());
            result.write(fields);
          });
      return;
    }
    out.println(result.line(true));
    for (Path file : result.files().values()) {
      out.println("  " + Printable.line(file.toString()));
    }
    result.report().warnings().forEach(this::note);
    result.notes().forEach(this::note);
    Output.check(out);
  }

  private void note(String note) {
    out.println("  note: " + Printable.line(note));
  }

  /** A photo failed. */
  void failed(String photo, Throwable thrown, FailureKind kind) throws IOException {
    status.clear();
    if (json) {
      JsonLines.print(
          out,
          fields -> {
            fields.writeStringField("photo", photo);
            fields.writeStringField("error", kind.name());
            fields.writeStringField("message", Trouble.of(thrown).text());
          });
    } else {
      Trouble.printOf(photo, thrown, err, verbose);
    }
  }
}
