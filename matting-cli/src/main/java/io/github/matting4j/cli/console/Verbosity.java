package io.github.matting4j.cli.console;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** How much is printed: {@code --quiet} and {@code --verbose}, options of every command. */
public final class Verbosity {
  private static final String VERBOSE = "--verbose";
  private static final String QUIET = "--quiet";

  @Option(
      names = VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Prints stack traces and what libraries log.")
  boolean verbose; // read from the specification, which every command can reach

  @Option(
      names = QUIET,
      scope = ScopeType.INHERIT,
      description = "Prints errors, and what was asked for, such as tables and JSON; no progress.")
  boolean quiet;

  /** Whether {@code --verbose} was given to this command or to one above it. */
  public static boolean isVerbose(CommandSpec command) {
    return isGiven(command, VERBOSE);
  }

  /** Whether {@code --quiet} was given to this command or to one above it. */
  public static boolean isQuiet(CommandSpec command) {
    return isGiven(command, QUIET);
  }

  private static boolean isGiven(CommandSpec command, String option) {
    OptionSpec found = command.root().findOption(option); // null if a command stands alone
    return found != null && Boolean.TRUE.equals(found.getValue());
  }

  /**
   * Where a command reports what it does: this writer, or none with {@code --quiet}.
   *
   * @param to a writer of the command
   */
  public static PrintWriter reports(CommandSpec command, PrintWriter to) {
    return isQuiet(command) ? new PrintWriter(Writer.nullWriter()) : to;
  }

  /**
   * Lets an argument win over the opposite one of the configuration.
   *
   * @param parsed the arguments of the top command
   * @throws ParameterException if both are arguments, or both are configured
   */
  public static void settle(ParseResult parsed) {
    CommandSpec top = parsed.commandSpec();
    boolean asksForMore = isArgument(parsed, VERBOSE);
    if (asksForMore != isArgument(parsed, QUIET)) {
      top.findOption(asksForMore ? QUIET : VERBOSE).setValue(false);
    }
    if (isVerbose(top) && isQuiet(top)) {
      throw new ParameterException(
          top.commandLine(), "--quiet and --verbose contradict each other; leave out one of them");
    }
  }

  private static boolean isArgument(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option)
        || (parsed.hasSubcommand() && isArgument(parsed.subcommand(), option));
  }
}
