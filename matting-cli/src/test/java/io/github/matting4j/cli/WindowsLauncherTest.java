package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code matting.cmd} with a program that prints its arguments: on Windows, or under Wine where the
 * environment names a Java for Windows, such as {@code WINE_JAVA_HOME='Z:\jre'}.
 */
class WindowsLauncherTest {
  private static final String VARIABLE = "WINE_JAVA_HOME";
  private static final boolean IS_WINDOWS = OS.WINDOWS.isCurrentOs();
  private static final Path LAUNCHER = Path.of("../matting-dist/src/main/launcher/matting.cmd");

  private static final String PROGRAM =
      """
      package io.github.matting4j.cli;
      public class Main {
        public static void main(String[] arguments) {
          for (String argument : arguments) {
            System.out.println("[" + argument + "]");
          }
          System.out.println("level " + System.getenv("TF_CPP_MIN_LOG_LEVEL"));
          System.out.println(
              java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
          System.exit(3);
        }
      }
      """;

  @TempDir Path temporary;
  private Path folder;
  private String javaHome;

  @BeforeEach
  void install() throws IOException {
    javaHome = IS_WINDOWS ? System.getProperty("java.home") : System.getenv(VARIABLE);
    assumeTrue(javaHome != null, "neither Windows nor " + VARIABLE + " and Wine");
    folder = Files.createDirectories(temporary.resolve("matting 1 (new)"));
    Files.createDirectories(folder.resolve("lib"));
    Files.createDirectories(folder.resolve("bin"));
    String script = Files.readString(LAUNCHER).replace("\r", "").replace("\n", "\r\n");
    Files.writeString(folder.resolve("bin/matting.cmd"), script);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "this Java has no compiler");
    Path source = Files.writeString(temporary.resolve("Main.java"), PROGRAM);
    Path classes = Files.createDirectory(temporary.resolve("classes"));
    assertThat(
            compiler.run(
                null, null, null, "--release", "17", "-d", classes.toString(), source.toString()))
        .isZero();
    String name = "io/github/matting4j/cli/Main.class";
    try (OutputStream file = Files.newOutputStream(folder.resolve("lib/program.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry(name));
      Files.copy(classes.resolve(name), jar);
    }
  }

  /** Runs these lines of a batch file, whose last one starts the launcher; returns what it said. */
  private List<String> run(int exit, String... lines) throws Exception {
    List<String> script =
        new ArrayList<>(List.of("@echo off", "set \"JAVA_HOME=" + javaHome + "\""));
    script.addAll(List.of("set TF_CPP_MIN_LOG_LEVEL=", "set MATTING_JAVA_OPTS="));
    script.add("set MATTING_START_ARCHIVE=off");
    script.addAll(List.of(lines));
    Files.writeString(folder.resolve("run.cmd"), String.join("\r\n", script) + "\r\n");
    List<String> command = new ArrayList<>(List.of("cmd", "/c", "run.cmd"));
    if (!IS_WINDOWS) {
      command.add(0, "wine");
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("WINEDEBUG", "-all");
    ChildProcess.Outcome outcome = ChildProcess.run(builder);
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(exit);
    return outcome.output().lines().toList();
  }

  @Test
  void argumentsArriveAsTheyWereWritten() throws Exception {
    assertThat(run(3, "bin\\matting.cmd cutout \"my photo.jpg\" photo(1).jpg \"a & b.jpg\" a=b"))
        .containsSubsequence(
            "[cutout]", "[my photo.jpg]", "[photo(1).jpg]", "[a & b.jpg]", "[a=b]", "level 3")
        .last()
        .asString()
        .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  @Test
  void verboseLetsTensorFlowPrint() throws Exception {
    assertThat(run(3, "bin\\matting.cmd batch \"photo(1).jpg\" --verbose"))
        .containsSubsequence("[batch]", "[photo(1).jpg]", "[--verbose]", "level null")
        .last()
        .asString()
        .contains("-XX:+UseParallelGC")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void theUsersCollectorReplacesTheLaunchers() throws Exception {
    String set = "set \"MATTING_JAVA_OPTS=-XX:+UseG1GC -Xmx300m\"";
    assertThat(run(3, set, "bin\\matting.cmd models"))
        .last()
        .asString()
        .contains("-XX:+UseG1GC", "-Xmx300m")
        .doesNotContain("UseSerialGC");
  }

  @Test
  void aJavaThatIsMissingOrTooOldIsNamedWithWhatToDo() throws Exception {
    assertThat(run(69, "set \"JAVA_HOME=C:\\no (where)\"", "bin\\matting.cmd models"))
        .last()
        .asString()
        .startsWith("matting: JAVA_HOME is \"C:\\no (where)\", which has no program bin\\java.exe");
    Files.createDirectories(folder.resolve("old/bin"));
    Files.createFile(folder.resolve("old/bin/java.exe"));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\r\n");
    assertThat(run(69, "set \"JAVA_HOME=old\"", "bin\\matting.cmd models"))
        .last()
        .asString()
        .startsWith("matting: Java 17 or newer is needed")
        .contains("is version 11.0.2");
  }
}
