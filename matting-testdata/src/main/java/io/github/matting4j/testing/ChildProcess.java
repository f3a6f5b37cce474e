package io.github.matting4j.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Programs that tests start. No wait here is without a limit: a program that hangs is killed, and
 * the test fails with what it printed.
 */
public final class ChildProcess {
  private static final int MAX_SECONDS = 300;

  private ChildProcess() {}

  /** The exit code of a program and what it printed on both outputs. */
  public record Outcome(int exitCode, String output) {}

  /** Runs a program for at most five minutes; see {@link #run(int, ProcessBuilder)}. */
  public static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
    return run(MAX_SECONDS, builder);
  }

  /**
   * Runs a program, whose input is empty, to its end.
   *
   * @throws IOException if it cannot be started
   * @throws AssertionError if it runs longer; it and its children are killed then
   */
  public static Outcome run(int seconds, ProcessBuilder builder)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("matting4j-child", ".log");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      process.getOutputStream().close();
      if (!ends(process, seconds)) {
        throw new AssertionError(
            String.join(" ", builder.command()) + " hung for " + seconds + " s:\n" + text(log));
      }
      return new Outcome(process.exitValue(), text(log));
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /** Waits for the end of a program, at most five minutes, and returns its exit code. */
  public static int exitCode(Process process) throws InterruptedException {
    if (!ends(process, MAX_SECONDS)) {
      throw new AssertionError(process.info() + " hung for " + MAX_SECONDS + " s");
    }
    return process.exitValue();
  }

  /** Kills a program by SIGKILL and waits for its end; returns its exit code. */
  public static int kill(Process process) throws InterruptedException {
    return exitCode(process.destroyForcibly());
  }

  private static boolean ends(Process process, int seconds) throws InterruptedException {
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
    }
    return ended;
  }

  /** Bytes that are no UTF-8 are replaced. */
  private static String text(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }
}
