package io.github.matting4j.cli;

import io.github.matting4j.model.MattingException;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line. */
@Command(
    name = "matting",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {CutoutCommand.class, ModelsCommand.class, CommandLine.HelpCommand.class},
    description = {
      "Cuts people out of photos: a soft alpha matte, hair by hair as far as the model can.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting cutout ana.jpg                     ana_alpha.png, ana_composed.png, ana_cutout.png",
      "  matting cutout *.jpg -o results/           the same for many photos, into a folder",
      "  matting cutout ana.jpg -o ana.png          the cut-out alone",
      "  matting cutout ana.jpg -o ana.jpg --background beach.jpg",
      "  matting cutout - -o - < ana.jpg > ana.png  in a pipe",
      "  matting models                             which models there are and how to get them",
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
        "say what to do: cutout or models; 'matting --help' teaches both");
  }

  static CommandLine commandLine() {
    return new CommandLine(new MattingCommand())
        .setExecutionExceptionHandler(MattingCommand::report)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int report(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parseResult) throws Exception {
    if (e instanceof MattingException) {
      PrintWriter err = commandLine.getErr();
      err.println("matting: " + e.getMessage());
      err.flush();
      return ExitCode.of(e);
    }
    throw e;
  }
}
