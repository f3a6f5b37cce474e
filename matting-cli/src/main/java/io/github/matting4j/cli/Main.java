package io.github.matting4j.cli;

import io.github.matting4j.cli.config.Configuration;
import io.github.matting4j.cli.console.Output;

/** Where the command starts. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the JVM with its exit status. */
  public static void main(String[] args) {
    System.exit(
        MattingCommand.commandLineFor(Configuration.ofUser(), args)
            .setOut(Output.standard())
            .execute(args));
  }
}
