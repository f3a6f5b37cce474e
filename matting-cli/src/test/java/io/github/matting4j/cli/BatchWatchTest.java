package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code batch --watch}. */
class BatchWatchTest extends BatchTestCase {
  @Test
  void whatCannotBeWatchedIsRefused() throws Exception {
    Path list = Files.writeString(folder.resolve("list.txt"), bobs().toString());
    assertRefused("only folders can be watched", bobs(), "--watch");
    assertRefused("only folders can be watched", "@" + list, "--watch");
    out = in;
    assertRefused("is the folder that is searched", in, "--watch");
  }

  private static String awaitLine(BufferedReader lines, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("no " + text + " in\n" + seen);
  }

  @Test
  void photosThatAppearAreCutOutUntilASignalEndsItCleanly() throws Exception {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    Files.copy(bobs(), inbox.resolve("first.png"));
    Process process =
        ChildJvm.with("-Xmx512m")
            .start(
                Main.class,
                "batch",
                inbox.toString(),
                "--watch",
                "--parallel",
                "auto",
                "--json",
                "-o",
                out.toString(),
                "--which",
                "alpha",
                "--model",
                "portrait-starter",
                "--model-folder",
                "no-such-folder");
    try (BufferedReader events =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      awaitLine(events, "first.png");
      Files.copy(bobs(), inbox.resolve("second.png"));
      assertThat(awaitLine(events, "second.png")).contains("\"DONE\"");
      process.toHandle().destroy(); // SIGTERM; Process.destroy would close the stream
      assertThat(awaitLine(events, "\"summary\"")).contains("\"done\":2", "\"failed\":0");
      assertThat(ChildProcess.exitCode(process)).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
    assertThat(results()).containsExactly("first_alpha.png", "second_alpha.png");
    String manifest = Files.readString(out.resolve("matting-manifest.jsonl"));
    assertThat(manifest.lines().reduce((a, b) -> b).orElseThrow()).contains("\"run\":\"end\"");
    Cli.Result again = batch(inbox, "--which", "alpha").exits(0);
    assertThat(again.out()).contains("0 done, 2 unchanged");
  }
}
