package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The training code runs from drawn pictures to an ONNX file, with the {@code python3} of the path
 * or the interpreter of {@code -Dmatting.python}. Skipped where that has no PyTorch.
 */
class TrainingSmokeTest {
  private static final Path TRAINING = Path.of("training").toAbsolutePath();
  private static final String PYTHON = System.getProperty("matting.python", "python3");

  @TempDir Path folder;

  @Test
  void fromDrawnPeopleToAnExportedNetwork() throws Exception {
    assumeTrue(Files.isDirectory(TRAINING), "the training code is not in this checkout");
    assumeTrue(
        run("probe.txt", "-c", "import torch, cv2, onnx, onnxruntime") == 0,
        () -> PYTHON + " lacks PyTorch, OpenCV, onnx or onnxruntime: " + text("probe.txt"));
    assertThat(run("smoke.txt", "-m", "training.smoke")).as(() -> text("smoke.txt")).isZero();
    assertThat(text("smoke.txt"))
        .contains("a resumed run equals a whole one", "the exported network differs by");
  }

  /** The exit status, or 127 where there is no such interpreter. */
  private int run(String output, String... arguments) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(PYTHON);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.directory(TRAINING.toFile()).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(output).toFile());
    try {
      Process process = builder.start();
      return process.waitFor(15, TimeUnit.MINUTES)
          ? process.exitValue()
          : ChildProcess.kill(process);
    } catch (IOException e) {
      return 127;
    }
  }

  private String text(String output) {
    try {
      return Files.readString(folder.resolve(output));
    } catch (IOException e) {
      return "no output: " + e.getMessage();
    }
  }
}
