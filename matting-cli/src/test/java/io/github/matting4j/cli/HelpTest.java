package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
  private static final int COLUMNS = 80;

  @Test
  void withoutArgumentsTheCommandTeaches() {
    Cli.Result result = Cli.run().exits(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("matting: Missing command")
        .contains("Examples:", "matting cutout ana.jpg", "cutout", "models", "Exit status: 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cutout", "batch", "evaluate", "quantize", "models", "doctor"})
  void theHelpOfACommandDescribesEveryOptionAndShowsExamples(String name) {
    Cli.Result result = Cli.run(name, "--help").exits(0);
    assertThat(result.err()).isEmpty();
    CommandLine command = MattingCommand.commandLine().getSubcommands().get(name);
    assertThat(command.getCommandSpec().options())
        .isNotEmpty()
        .allSatisfy(
            option -> {
              assertThat(result.out()).contains(option.names());
              assertThat(option.description()).as(option.longestName()).isNotEmpty();
            });
    assertThat(result.out()).contains("Examples:", "  matting " + name + " ");
    assertFitsATerminal(result.out());
  }

  @Test
  void theHelpOfAllNamesEveryCommandAndTheExitStatuses() {
    Cli.Result result = Cli.run("--help").exits(0);
    assertThat(result.out())
        .contains(MattingCommand.commandLine().getSubcommands().keySet())
        .contains("0 all done", "1 some photos failed", "2 wrong usage", "3 no", "4 no");
    assertFitsATerminal(result.out());
    assertThat(Cli.run("help", "cutout").exits(0).out())
        .isEqualTo(Cli.run("cutout", "--help", "--model-folder", "x").out());
  }

  @Test
  void theVersionNamesTheProgramAndTheJvm() {
    assertThat(Cli.run("--version").exits(0).out()).startsWith("matting ").contains("Java ");
  }

  @Test
  void withoutItsAddOnTheCommandForVideosSaysWhatIsMissing() {
    Cli.Result result = Cli.run("video", "talk.mp4", "-o", "talk.webm", "--temporal", "off");
    assertThat(result.exits(2).out()).isEmpty();
    assertThat(result.err())
        .startsWith("matting: the add-on for videos is not installed")
        .contains("talk.mp4", "matting-video", "docs/video.md");
    assertThat(Cli.run("--help").out()).contains("needs the add-on");
  }

  /** No example is broken over two lines. */
  private static void assertFitsATerminal(String help) {
    assertThat(help.lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(help.substring(help.indexOf("Examples:")).lines().skip(1))
        .allMatch(
            line ->
                line.isEmpty() || line.startsWith("  matting ") || line.matches("(Exit|model).*"));
  }
}
