package io.github.matting4j.javacv;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's ffmpeg and ffprobe, another build than the one the library uses. */
final class Ffprobe {
  private Ffprobe() {}

  /** Skips the test where the programs are not installed. */
  static void assumePresent() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ffmpeg"))
            && Files.isExecutable(Path.of("/usr/bin/ffprobe")),
        "needs ffmpeg and ffprobe: apt-get install ffmpeg");
  }

  /** Presentation times of a kind of packets ("v" or "a"), in seconds. */
  static List<Double> times(Path file, String kind) throws Exception {
    return numbers(
        "/usr/bin/ffprobe",
        "-v",
        "error",
        "-select_streams",
        kind,
        "-show_entries",
        "packet=pts_time",
        "-of",
        "csv=p=0",
        file.toString());
  }

  /** Seconds from the first to the end of the last decoded sample of the sound. */
  static double soundSeconds(Path file) throws Exception {
    List<String> lines =
        run(
            "/usr/bin/ffprobe",
            "-v",
            "error",
            "-select_streams",
            "a:0",
            "-show_entries",
            "frame=nb_samples:stream=sample_rate",
            "-of",
            "default=noprint_wrappers=1",
            file.toString());
    long samples = 0;
    double rate = 1;
    for (String line : lines) {
      if (line.startsWith("nb_samples=")) {
        samples += Long.parseLong(line.substring("nb_samples=".length()));
      } else if (line.startsWith("sample_rate=")) {
        rate = Double.parseDouble(line.substring("sample_rate=".length()));
      }
    }
    return samples / rate;
  }

  /** Decodes a frame to grey of 8 bits, with a filter before; the decoder is optional. */
  static byte[] grey(Path file, String decoder, String filter, int frame, Path raw)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/ffmpeg", "-v", "error", "-y"));
    if (!decoder.isEmpty()) {
      command.addAll(List.of("-c:v", decoder));
    }
    command.addAll(
        List.of(
            "-i",
            file.toString(),
            "-vf",
            "select=eq(n\\," + frame + ")," + filter,
            "-frames:v",
            "1",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            raw.toString()));
    run(command.toArray(String[]::new));
    return Files.readAllBytes(raw);
  }

  static List<String> run(String... command) throws Exception {
    ChildProcess.Outcome outcome = ChildProcess.run(new ProcessBuilder(command));
    if (outcome.exitCode() != 0) {
      throw new IOException(String.join(" ", command) + ": " + outcome.output());
    }
    return outcome.output().lines().toList();
  }

  private static List<Double> numbers(String... command) throws Exception {
    return run(command).stream()
        .map(line -> line.replace(",", ""))
        .filter(line -> !line.isBlank() && !line.equals("N/A"))
        .map(Double::valueOf)
        .toList();
  }
}
