package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a {@code java} that only prints its arguments. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("../matting");

  @TempDir Path folder;

  private String launched(String javaOptions, String... arguments) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this system has no bash");
    Path built = folder.resolve("matting-cli/target/matting");
    Files.createDirectories(built);
    Files.createDirectories(folder.resolve("matting-cli/src/main"));
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(folder.resolve("pom.xml"), "");
    Files.writeString(folder.resolve("matting-cli/pom.xml"), "");
    Files.writeString(built.resolve(".built"), "");
    Path java = Files.writeString(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Path script = Files.copy(SCRIPT, folder.resolve("matting"));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("MATTING_JAVA_OPTS", javaOptions);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  void theUsersCollectorReplacesTheLaunchers() throws Exception {
    assertThat(launched("-XX:+UseG1GC -Xmx2g", "batch", "x"))
        .contains("-XX:+UseG1GC", "-Xmx2g")
        .doesNotContain("ParallelGC", "SerialGC");
  }

  @Test
  void withoutOneTheLauncherChooses() throws Exception {
    assertThat(launched("-Xmx2g", "batch", "x")).contains("ParallelGC", "-Xmx2g");
  }
}
