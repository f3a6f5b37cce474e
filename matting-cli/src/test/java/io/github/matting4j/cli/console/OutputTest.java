package io.github.matting4j.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.cli.Cli;
import io.github.matting4j.cli.MattingCommand;
import io.github.matting4j.cli.Pictures;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a command prints arrives, or the command fails. */
class OutputTest {
  @TempDir Path folder;

  /** A stream that refuses everything for this reason. */
  private static OutputStream refusing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  private Cli.Result run(String reason, String line) throws Exception {
    Path photo = Pictures.portrait(folder.resolve("ana.jpg"));
    StringWriter err = new StringWriter();
    CommandLine commandLine = MattingCommand.commandLine();
    commandLine.setOut(Output.to(refusing(reason), StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(err));
    String[] arguments =
        line.replace("PHOTO", photo.toString()).replace("OUT", folder + "/out").split(" ");
    return new Cli.Result(commandLine.execute(arguments), new byte[0], err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models",
        "models --json",
        "advise",
        "advise --json",
        "cutout PHOTO -o OUT/ --model portrait-starter",
        "cutout PHOTO -o OUT/ --json",
        "batch PHOTO -o OUT --model portrait-starter",
        "batch PHOTO -o OUT --json",
        "--help",
        "cutout --help",
        "--version"
      })
  void aFullDiskIsAFailure(String line) throws Exception {
    Cli.Result full = run("No space left on device", line);
    assertThat(full.exit()).isEqualTo(1);
    assertThat(full.err())
        .isEqualTo(
            "matting: cannot write to standard output: No space left on device; free some space or"
                + " send the output elsewhere"
                + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(strings = {"models --json", "batch PHOTO -o OUT", "--help"})
  void aReaderThatHasHadEnoughEndsTheCommandQuietly(String line) throws Exception {
    Cli.Result closed = run("Broken pipe", line);
    assertThat(closed.exit()).isEqualTo(141);
    assertThat(closed.err()).isEmpty();
  }

  @Test
  void everyLineIsChecked() {
    PrintWriter out = Output.to(refusing("Broken pipe"), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Output.line(out, "a line"))
        .isInstanceOf(OutputFailedException.class)
        .hasMessage("Broken pipe");
  }
}
