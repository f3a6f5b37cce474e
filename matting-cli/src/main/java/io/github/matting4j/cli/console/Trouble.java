package io.github.matting4j.cli.console;

import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.FailureText;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.store.ModelInstallException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Anything thrown, for the person at the command line: the one place that makes sentences and exit
 * statuses of exceptions.
 *
 * @param exitCode of a command that ends with it
 * @param cause what went wrong, on one line or two
 * @param nextStep what to do about it; empty if the cause says that already
 */
public record Trouble(int exitCode, String cause, String nextStep) {
  private static final int MAX_REASONS = 2;

  public static Trouble of(Throwable thrown) {
    if (thrown instanceof OutputFailedException output) {
      return ofOutput(output);
    }
    if (thrown instanceof NoSuitableModelException none) {
      return ofModels(none);
    }
    if (thrown instanceof ModelInstallException failure) {
      String text = OptionWords.in(String.valueOf(failure.getMessage()));
      return new Trouble(ExitCode.of(failure), text, "");
    }
    String cause = shortened(FailureText.of(thrown));
    return new Trouble(
        ExitCode.of(thrown),
        OptionWords.in(cause, FailureKind.of(thrown, false)),
        thrown instanceof ModelLoadException && !cause.contains(";")
            ? "'matting models' says how to get a working copy"
            : "");
  }

  /** Some parsers draw what they found over many lines. */
  private static String shortened(String message) {
    List<String> lines =
        message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.size() <= MAX_REASONS ? message : String.join(" ", lines);
  }

  private static Trouble ofOutput(OutputFailedException e) {
    return e.isClosedPipe()
        ? new Trouble(ExitCode.CLOSED_PIPE, "", "")
        : new Trouble(
            ExitCode.SOME_FAILED,
            "cannot write to standard output: " + e.getMessage(),
            "free some space or send the output elsewhere");
  }

  /** The reasons alone; the advice, dozens of lines, is for those who ask. */
  private static Trouble ofModels(NoSuitableModelException e) {
    List<String> reasons = e.reason().lines().filter(line -> !line.isBlank()).toList();
    int more = reasons.size() - MAX_REASONS;
    String cause = String.join("\n", reasons.subList(0, Math.min(MAX_REASONS, reasons.size())));
    return new Trouble(
        ExitCode.of(e),
        cause + (more > 0 ? "; and " + Count.of(more, "other model") : ""),
        "'matting advise' or --verbose says more");
  }

  /** Cause and next step, safe for a terminal. */
  public String text() {
    return Printable.lines(nextStep.isEmpty() ? cause : cause + "; " + nextStep);
  }

  /** Tells the cause of a command's end, and with {@code verbose} everything there is to know. */
  public static int print(Throwable thrown, PrintWriter err, boolean verbose) {
    Trouble trouble = of(thrown);
    if (!trouble.cause().isEmpty()) {
      err.println("matting: " + trouble.text());
    }
    if (verbose) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return trouble.exitCode();
  }

  /** As a line about a photo, which is named unless the cause names it already. */
  public static void printOf(String photo, Throwable thrown, PrintWriter err, boolean verbose) {
    String text = of(thrown).text();
    String name = Printable.line(photo);
    err.println("matting: " + (text.contains(name) ? "" : name + ": ") + text);
    if (verbose) {
      thrown.printStackTrace(err);
    }
    err.flush();
  }
}
