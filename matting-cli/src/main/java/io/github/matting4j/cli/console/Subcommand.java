package io.github.matting4j.cli.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: help and version, where it prints, how it refuses its arguments. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false)
public abstract class Subcommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** What an argument means; looking that up may read files. */
  protected interface Argument<T> {
    /** Looks it up. */
    T get() throws IOException;
  }

  protected final CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  protected final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  protected final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /** Where it reports what it does; to nowhere with {@code --quiet}. */
  protected final PrintWriter reports() {
    return Verbosity.reports(spec(), out());
  }

  protected final boolean isQuiet() {
    return Verbosity.isQuiet(spec());
  }

  /** Whether an option was given as an argument, rather than by the configuration. */
  protected final boolean isArgument(String option) {
    return spec().commandLine().getParseResult().hasMatchedOption(option);
  }

  protected final boolean isVerbose() {
    return Verbosity.isVerbose(spec());
  }

  /**
   * The value of an argument.
   *
   * @throws ParameterException if it was refused, or a file of it cannot be read
   */
  protected final <T> T checked(Argument<T> argument) {
    try {
      return argument.get();
    } catch (IllegalArgumentException | IOException e) {
      throw Usage.refused(spec().commandLine(), e);
    }
  }
}
