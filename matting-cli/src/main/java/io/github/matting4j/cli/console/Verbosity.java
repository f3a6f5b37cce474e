package io.github.matting4j.cli.console;

import picocli.CommandLine.Model.CommandSpec;

/** Whether {@code --verbose}, an option of every command, was given. Stateless. */
public final class Verbosity {
  /** The option's name; the top command declares it. */
  public static final String OPTION = "--verbose";

  private Verbosity() {}

  /** Whether it was given to this command or to one above it. */
  public static boolean isVerbose(CommandSpec command) {
    return Boolean.TRUE.equals(command.root().findOption(OPTION).getValue());
  }
}
