package io.github.matting4j.bshm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own for what may end one. */
final class ChildJvm {
  private final List<String> command = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  /** How it ended and what it said, both streams together. */
  record Ended(int code, String output) {}

  ChildJvm java(Path executable) {
    java = executable;
    return this;
  }

  ChildJvm option(String option) {
    command.add(option);
    return this;
  }

  /** Leaves out the jars whose names hold this text. */
  ChildJvm without(String jar) {
    classPath =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().contains(jar))
            .collect(Collectors.joining(File.pathSeparator));
    return this;
  }

  Process start(Path output, Class<?> main, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(java.toString(), "-Xmx1g"));
    all.addAll(command);
    all.addAll(List.of("-cp", classPath, main.getName()));
    all.addAll(List.of(arguments));
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  Ended run(Path output, Class<?> main, String... arguments) throws Exception {
    Process process = start(output, main, arguments);
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          main.getSimpleName() + " hangs; it said: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
