package io.github.matting4j.video;

import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.javacv.VideoProgress;
import io.github.matting4j.javacv.VideoResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Prints how a run goes: to people at a terminal, in plain lines, or to programs. */
final class VideoReporter {
  private static final Duration AT_TERMINAL = Duration.ofMillis(250);
  private static final Duration IN_JSON = Duration.ofSeconds(1);
  private static final Duration IN_LINES = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean terminal;
  private final Duration interval;
  private Duration next = Duration.ZERO;

  VideoReporter(PrintWriter out, PrintWriter err, boolean json, boolean terminal) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.terminal = terminal && !json;
    this.interval = json ? IN_JSON : terminal ? AT_TERMINAL : IN_LINES;
    this.next = interval;
  }

  /** A model was chosen; the sentence says which and why. */
  void chose(String sentence) {
    if (!json) {
      Output.line(out, Printable.lines(sentence));
    }
  }

  /** A frame was written. */
  void frame(VideoProgress progress) {
    if (progress.elapsed().compareTo(next) < 0) {
      return;
    }
    next = progress.elapsed().plus(interval);
    if (json) {
      print(progress);
    } else if (terminal) {
      err.print("\r" + line(progress) + "\u001b[K");
      err.flush();
    } else {
      Output.line(out, line(progress));
    }
  }

  static String line(VideoProgress progress) {
    String of = progress.length().map(length -> " of " + Times.text(length)).orElse("");
    String left =
        progress.remaining().map(time -> ", " + Times.text(time) + " remaining").orElse("");
    return String.format(
        Locale.ROOT,
        "%s%s, %d frames, %.1f per second%s",
        Times.text(progress.position()),
        of,
        progress.frames(),
        progress.framesPerSecond(),
        left);
  }

  private void print(VideoProgress progress) {
    try {
      JsonLines.print(
          out,
          fields -> {
            fields.writeStringField("event", "progress");
            fields.writeNumberField("frames", progress.frames());
            fields.writeNumberField("position_s", seconds(progress.position()));
            Optional<Duration> length = progress.length();
            if (length.isPresent()) {
              fields.writeNumberField("length_s", seconds(length.get()));
            }
            fields.writeNumberField("frames_per_s", progress.framesPerSecond());
            Optional<Duration> remaining = progress.remaining();
            if (remaining.isPresent()) {
              fields.writeNumberField("remaining_s", seconds(remaining.get()));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The run has ended well. */
  void done(String model, VideoResult result) throws IOException {
    endLine();
    if (json) {
      JsonLines.print(
          out,
          fields -> {
            fields.writeStringField("event", "done");
            fields.writeStringField("output", result.output().toString());
            fields.writeStringField("model", model);
            fields.writeNumberField("frames", result.frames());
            fields.writeNumberField("resumed_frames", result.resumedFrames());
            fields.writeNumberField("skipped_frames", result.skippedFrames());
            fields.writeNumberField("broken_frames", result.brokenFrames());
            fields.writeNumberField("held_frames", result.heldFrames());
            fields.writeNumberField("length_s", seconds(result.length()));
            fields.writeNumberField("elapsed_s", seconds(result.elapsed()));
            fields.writeNumberField("reading_s", seconds(result.stages().reading()));
            fields.writeNumberField("matting_s", seconds(result.stages().matting()));
            fields.writeNumberField("composing_s", seconds(result.stages().composing()));
            fields.writeNumberField("writing_s", seconds(result.stages().writing()));
            fields.writeArrayFieldStart("warnings");
            for (String warning : result.warnings()) {
              fields.writeString(warning);
            }
            fields.writeEndArray();
          });
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: %d frames, %s, in %s (%.1f per second)%n",
        Printable.line(result.output().toString()),
        result.frames(),
        Times.text(result.length()),
        Times.text(result.elapsed()),
        result.frames() / Math.max(1e-9, seconds(result.elapsed())));
    note(result.resumedFrames(), "frames of an earlier run");
    note(result.skippedFrames(), "frames left out by --fps-limit");
    note(result.brokenFrames(), "damaged frames; the one before is shown longer");
    note(result.heldFrames(), "frames with the matte of the frame before");
    result.warnings().forEach(warning -> out.println("  note: " + Printable.line(warning)));
    Output.check(out);
  }

  /** Leaves the line of a terminal that progress is shown on. */
  void endLine() {
    if (terminal) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private void note(long count, String text) {
    if (count > 0) {
      out.println("  note: " + count + " " + text);
    }
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
