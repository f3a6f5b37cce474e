package io.github.matting4j.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A main class of the tests in a JVM of its own, for what would take the build down with it: kills,
 * exits, aborts, small heaps.
 */
public final class ChildJvm {
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private List<String> wrapper = List.of();
  private int maxMinutes = 30;
  private File directory = new File("").getAbsoluteFile();
  private String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private String classPath = System.getProperty("java.class.path");

  private ChildJvm() {}

  /** A child with these JVM options. */
  public static ChildJvm with(String... options) {
    ChildJvm child = new ChildJvm();
    child.options.addAll(List.of("-Djava.awt.headless=true", "-XX:+UseSerialGC"));
    child.options.add("-XX:TieredStopAtLevel=1"); // it lives for a second or two
    child.options.addAll(List.of(options));
    return child;
  }

  /** Uses another JDK. */
  public ChildJvm javaHome(Path home) {
    java = home.resolve("bin").resolve("java").toString();
    return this;
  }

  /** Sets an environment variable. */
  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts it in this folder; its class path must be absolute. */
  public ChildJvm directory(Path folder) {
    directory = folder.toFile();
    return this;
  }

  /** Starts it by another program, which gets its command line after these words. */
  public ChildJvm wrappedBy(String... words) {
    wrapper = List.of(words);
    return this;
  }

  /** Leaves out the jars whose names hold this text. */
  public ChildJvm without(String jar) {
    classPath =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().contains(jar))
            .collect(Collectors.joining(File.pathSeparator));
    return this;
  }

  /** Sets how long a started JVM may live; 30 minutes without. */
  public ChildJvm maxMinutes(int minutes) {
    maxMinutes = minutes;
    return this;
  }

  /**
   * Starts it; its two outputs are one, to be read or thrown away by the caller. It is killed after
   * {@link #maxMinutes}, so that a caller that reads its output always comes to its end.
   */
  public Process start(Class<?> main, String... arguments) throws IOException {
    Process process = builder(main, arguments).start();
    CompletableFuture.delayedExecutor(maxMinutes, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
    return process;
  }

  /** Runs it to its end; see {@link ChildProcess#run(int, ProcessBuilder)}. */
  public ChildProcess.Outcome run(int seconds, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return ChildProcess.run(seconds, builder(main, arguments));
  }

  private ProcessBuilder builder(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(wrapper);
    command.add(java);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.directory(directory);
  }
}
