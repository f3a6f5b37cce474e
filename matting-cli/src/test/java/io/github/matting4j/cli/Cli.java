package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * Runs the command line, in this JVM or in one of its own. Whatever it is asked, no stack trace may
 * come out.
 */
public final class Cli {
  private static final int HANG_SECONDS = 120;

  /** No standard input. */
  static final Path EMPTY = Path.of("/dev/null");

  private Cli() {}

  /** What a command left behind. */
  public record Result(int exit, byte[] bytes, String err) {
    public String out() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What it said, wherever. */
    String text() {
      return out() + err;
    }

    public Result exits(int expected) {
      assertThat(exit).as(text()).isEqualTo(expected);
      assertThat(text()).doesNotContain("please report it");
      return this;
    }
  }

  /** Runs in this JVM; the model folder is one that does not exist. */
  public static Result run(String... arguments) {
    return checked(runVerbosely(arguments));
  }

  /** The same where stack traces are asked for. */
  static Result runVerbosely(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = MattingCommand.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of(arguments));
    if (all.contains("cutout") && !all.contains("--model-folder")) {
      all.addAll(List.of("--model-folder", "no-such-folder"));
    }
    int exit = commandLine.execute(all.toArray(String[]::new));
    return new Result(exit, out.toString().getBytes(StandardCharsets.UTF_8), err.toString());
  }

  /** Runs {@link Main} in a JVM of its own, in this folder, with this standard input. */
  static Result inFolder(Path folder, Path stdin, String... arguments) throws Exception {
    return java(folder, stdin, 512, Main.class, arguments);
  }

  /** Runs {@link Main} in a JVM of its own, in this folder. */
  static Result inFolder(Path folder, String... arguments) throws Exception {
    return java(folder, EMPTY, 512, Main.class, arguments);
  }

  /** As {@link #inFolder(Path, String...)}, in this locale, which need not be installed. */
  public static Result inLocale(Path folder, String locale, String... arguments) throws Exception {
    return java(folder, EMPTY, 512, locale, List.of(), Main.class, arguments);
  }

  /** Runs a class in a JVM of its own. */
  static Result java(Path folder, Path stdin, int heapMb, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return java(folder, stdin, heapMb, "C.UTF-8", List.of(), main, arguments);
  }

  /** Runs a class in a JVM of its own, with options for that. */
  static Result java(
      Path folder, Path stdin, int heapMb, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return java(folder, stdin, heapMb, "C.UTF-8", options, main, arguments);
  }

  private static Result java(
      Path folder,
      Path stdin,
      int heapMb,
      String locale,
      List<String> options,
      Class<?> main,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Xmx" + heapMb + "m");
    command.addAll(options);
    command.addAll(List.of("-Djava.awt.headless=true", "-cp"));
    command.addAll(List.of(classPath(), main.getName()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("matting4j-cli", ".out");
    Path err = Files.createTempFile("matting4j-cli", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("LC_ALL", locale);
      builder.environment().put("MATTING_MODELS", "no-such-folder");
      Process process =
          builder
              .redirectInput(stdin.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
        ChildProcess.kill(process);
        throw new AssertionError(main + " hung:\n" + Files.readString(out) + Files.readString(err));
      }
      return checked(
          new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err)));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String classPath() {
    List<String> absolute = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(java.io.File.pathSeparator, absolute);
  }

  private static Result checked(Result result) {
    assertThat(result.err()).doesNotContain("\tat ", "Exception in thread");
    return result;
  }
}
