package io.github.matting4j.rivals;

import java.util.concurrent.TimeUnit;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.ImageFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code scripts/rembg_style.py} as a process that makes a cut-out whenever it is asked to and says
 * what CPU time that took. Not thread-safe.
 */
final class Python implements AutoCloseable {
  private static final int MAX_END_SECONDS = 60;

  private final Path folder;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final String versions;

  private Python(Path folder, Process process) throws IOException {
    this.folder = folder;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    String ready = answers.readLine();
    this.versions = ready == null ? "" : ready;
  }

  /**
   * Starts the process.
   *
   * @param interpreter the command
   * @param script the file
   * @param graph to run; without, all but the network is done
   * @param reason receives, line by line, why it does not work
   * @return empty if Python or one of its modules is missing
   */
  static Optional<Python> start(
      String interpreter,
      Path script,
      BenchPicture picture,
      byte[] jpeg,
      Optional<Path> graph,
      List<String> reason)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("matting4j-rivals");
    Path photo = Files.write(folder.resolve("photo.jpg"), jpeg);
    Path matte = folder.resolve("matte.png");
    ImageFiles.writeAlpha8(picture.matte(), matte, Rounding.NEAREST);
    Path errors = folder.resolve("errors.txt");
    List<String> command = new ArrayList<>(List.of(interpreter, script.toString(), "--serve"));
    command.addAll(List.of("--photo", photo.toString(), "--matte", matte.toString()));
    graph.ifPresentOrElse(
        file -> command.addAll(List.of("--graph", file.toString())),
        () -> command.add("--no-network"));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      Python python = new Python(folder, builder.start());
      if (!python.versions.isEmpty()) {
        return Optional.of(python);
      }
      python.end();
      reason.addAll(Files.readAllLines(errors));
      python.close();
    } catch (IOException e) {
      reason.add(e.getMessage());
      delete(folder);
    }
    return Optional.empty();
  }

  /** Names and versions of its modules, as JSON. */
  String versions() {
    return versions;
  }

  /** Makes one cut-out and returns its CPU time in nanoseconds. */
  long cutOut() throws IOException {
    questions.write("one\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(
          "the Python process ended: " + Files.readString(folder.resolve("errors.txt")));
    }
    return Long.parseLong(answer);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    questions.close(); // the process ends at the end of its input
    end();
    delete(folder);
  }

  /** Waits for the end of the process, whose input or output has ended; kills one that hangs. */
  private void end() throws InterruptedException {
    if (!process.waitFor(MAX_END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static void delete(Path folder) throws IOException {
    for (String file : List.of("photo.jpg", "matte.png", "errors.txt")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder);
  }
}
