package io.github.matting4j.cli;

import io.github.matting4j.model.MattingException;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The top of the command line. */
@Command(
    name = "matting",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      CutoutCommand.class,
      BatchCommand.class,
      AdviseCommand.class,
      CalibrateCommand.class,
      EvaluateCommand.class,
      QuantizeCommand.class,
      ModelsCommand.class,
      CommandLine.HelpCommand.class
    },
    description = {
      "Cuts people out of photos: a soft alpha matte, hair by hair as far as the model can.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting cutout ana.jpg                     matte, composed picture, cut-out",
      "  matting cutout *.jpg -o results/           the same for many, into a folder",
      "  matting cutout ana.jpg -o ana.png          the cut-out alone",
      "  matting cutout ana.jpg -o out.jpg --background beach.jpg",
      "  matting cutout - -o - < ana.jpg > ana.png  in a pipe",
      "  matting batch photos/ -o results/           a whole folder, to be resumed",
      "  matting models                             which there are, how to get them",
      "  matting advise ana.jpg --goal film-quality which one for it, and why",
      "  matting calibrate photos/                  measure them on this machine",
      "  matting evaluate --images photos/          see how good they are, side by side",
      "  matting quantize ID --photos photos/       an 8-bit version of a model, judged",
      "",
      "Exit status: 0 all done, 1 some photos failed, 2 wrong usage, 3 no usable model, 4 no usable"
          + " device."
    })
final class MattingCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "say what to do: cutout, batch, advise, calibrate, evaluate, quantize or models; 'matting --help'"
            + " teaches each");
  }

  static CommandLine commandLine() {
    return new CommandLine(new MattingCommand())
        .setExecutionStrategy(MattingCommand::runWithoutStackTraces)
        .setExecutionExceptionHandler((e, commandLine, parsed) -> report(e, commandLine))
        .setParameterExceptionHandler((e, arguments) -> teach(e))
        .setExpandAtFiles(false) // @list means photos
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Errors, which picocli would let through, are told like exceptions. */
  private static int runWithoutStackTraces(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      return fail(
          parsed.commandSpec().commandLine(),
          "out of memory; give Java more, for example MATTING_JAVA_OPTS=-Xmx4g",
          ExitCode.SOME_FAILED);
    } catch (Error e) {
      return report(new IllegalStateException(e), parsed.commandSpec().commandLine());
    }
  }

  private static int report(Exception e, CommandLine commandLine) {
    if (e instanceof MattingException) {
      return fail(commandLine, Objects.toString(e.getMessage()), ExitCode.of(e));
    }
    return fail(
        commandLine,
        unexpected(e.getCause() instanceof Error error ? error : e),
        ExitCode.SOME_FAILED);
  }

  /** A fault of ours, in one line that says enough to find it. */
  static String unexpected(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return "this should not have happened, please report it: "
        + fault
        + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** One line, and where to read more; the whole help where nothing was asked for at all. */
  private static int teach(ParameterException e) {
    CommandLine commandLine = e.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("matting: " + e.getMessage());
    if (e.getCause() == null
        && commandLine.getParent() == null
        && !(e instanceof UnmatchedArgumentException)) {
      err.println();
      commandLine.usage(err);
    } else {
      UnmatchedArgumentException.printSuggestions(e, err);
      err.println(
          "'" + commandLine.getCommandSpec().qualifiedName() + " --help' tells what it takes.");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static int fail(CommandLine commandLine, String message, int exitCode) {
    PrintWriter err = commandLine.getErr();
    err.println("matting: " + message);
    err.flush();
    return exitCode;
  }
}
