package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.SharedData;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  @TempDir private Path temporary;

  @Test
  void everyFileOfTheCorporaIsReadOrRefusedInTimeInASmallHeap() throws Exception {
    Path corpora = SharedData.require("corpora");
    ChildProcess.Outcome child =
        ChildProcess.run(
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                location(ImageFiles.class) + File.pathSeparator + location(CorpusReplay.class),
                CorpusReplay.class.getName(),
                corpora.toString(),
                DEADLINE.toString()));
    String output = child.output();
    assertThat(child.exitCode()).as(output).isZero();
    assertThat(temporary).as("folder for temporary files").isEmptyDirectory();
    List<String> lines = output.lines().toList();
    assertThat(output).doesNotContain("UNTYPED").contains("READ=", "TRUNCATED=", "LIMIT=");
    assertThat(number(lines, "READ")).isGreaterThanOrEqualTo(250);
    assertThat(number(lines, "slowest")).isLessThanOrEqualTo(DEADLINE.toMillis() + 1000);
  }

  private static long number(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "="))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .sum();
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
