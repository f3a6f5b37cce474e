package io.github.matting4j.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private final StringWriter shown = new StringWriter();

  private StatusLine line(boolean terminal) {
    return new StatusLine(new PrintWriter(shown), 20, terminal);
  }

  @Test
  void aTextReplacesTheFormerOneAndIsRemoved() {
    StatusLine line = line(true);
    line.show("photo 1 of 2");
    line.show("short");
    line.clear();
    line.clear();
    assertThat(shown.toString())
        .isEqualTo("\rphoto 1 of 2\rshort" + " ".repeat(7) + "\r" + " ".repeat(5) + "\r");
  }

  @Test
  void itFitsItsLineAndIsSafeForATerminal() {
    line(true).show("photo \u001b[2J of a long list of photos");
    assertThat(shown.toString()).isEqualTo("\rphoto \\u001b[2J o...");
  }

  @Test
  void anActivityIsRemovedAtItsEnd() {
    try (StatusLine.Activity opening = line(true).during("opening x")) {
      assertThat(shown.toString()).startsWith("\ropening x");
    }
    assertThat(shown.toString()).endsWith("\r");
  }

  @Test
  void withoutATerminalNothingIsPrinted() {
    StatusLine line = line(false);
    try (StatusLine.Activity opening = line.during("opening x")) {
      line.show("y");
    }
    assertThat(shown.toString()).isEmpty();
  }
}
