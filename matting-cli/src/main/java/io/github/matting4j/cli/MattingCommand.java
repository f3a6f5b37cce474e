package io.github.matting4j.cli;

import io.github.matting4j.cli.advise.AdviseCommand;
import io.github.matting4j.cli.batch.BatchCommand;
import io.github.matting4j.cli.config.Configuration;
import io.github.matting4j.cli.config.ConfiguredDefaults;
import io.github.matting4j.cli.console.Diagnostics;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.OptionWords;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.OutputFailedException;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.cutout.CutoutCommand;
import io.github.matting4j.cli.doctor.DoctorCommand;
import io.github.matting4j.cli.models.CalibrateCommand;
import io.github.matting4j.cli.models.EvaluateCommand;
import io.github.matting4j.cli.models.ModelsCommand;
import io.github.matting4j.cli.models.QuantizeCommand;
import io.github.matting4j.io.file.LocalPath;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The top of the command line. */
@Command(
    name = "matting",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
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
      "  matting models                             which there are, which are ready",
      "  matting models install ID --accept-licence ID  gets one, makes it ready",
      "  matting advise ana.jpg --goal film-quality which one for it, and why",
      "  matting calibrate photos/                  measure them on this machine",
      "  matting evaluate --images photos/          see how good they are, side by side",
      "  matting video talk.mp4 -o talk.webm        a video, with the add-on for videos",
      "  matting quantize ID --photos photos/       an 8-bit version of a model, judged",
      "  matting doctor                             what is here, what works",
      "",
      "Exit status: 0 all done, 1 some photos failed, 2 wrong usage, 3 no usable model, 4 no usable"
          + " device, 130 interrupted, 141 output closed, 143 terminated.",
      "Exit status 3 to 7 of 'models install' and 'models verify': see their --help."
    })
public final class MattingCommand implements Runnable {
  private static final String CUTOUT = "cutout";
  private static final List<Class<?>> COMMANDS =
      List.of(
          CutoutCommand.class,
          BatchCommand.class,
          AdviseCommand.class,
          CalibrateCommand.class,
          EvaluateCommand.class,
          QuantizeCommand.class,
          ModelsCommand.class,
          DoctorCommand.class,
          CommandLine.HelpCommand.class);

  @Spec private @Nullable CommandSpec spec;

  @Mixin final Verbosity verbosity = new Verbosity();

  @Override
  public void run() {
    throw new MissingCommandException(
        Objects.requireNonNull(spec).commandLine(),
        "Missing command; use cutout, batch, advise, calibrate, evaluate, quantize, models,"
            + " doctor or video");
  }

  /** The command line without a configuration. */
  public static CommandLine commandLine() {
    return commandLine(Configuration.none());
  }

  /** The command line whose options have their defaults of a configuration. */
  public static CommandLine commandLine(Configuration configuration) {
    CommandLine commands = new CommandLine(new MattingCommand());
    COMMANDS.forEach(commands::addSubcommand);
    for (AddOn addOn : ServiceLoader.load(AddOn.class, MattingCommand.class.getClassLoader())) {
      commands.addSubcommand(addOn.name(), addOn.command());
    }
    if (!commands.getSubcommands().containsKey(AbsentVideoCommand.NAME)) {
      commands.addSubcommand(new AbsentVideoCommand());
    }
    return prepared(configuration, commands);
  }

  /**
   * The command line for these arguments. Where they name the command {@code cutout} it has no
   * other: to build all of them takes as long as a small photo. A configuration may set options of
   * any command, so that it needs all.
   */
  static CommandLine commandLineFor(Configuration configuration, String... arguments) {
    boolean one =
        arguments.length > 0 && arguments[0].equals(CUTOUT) && configuration.file().isEmpty();
    return one
        ? prepared(
            configuration, new CommandLine(new MattingCommand()).addSubcommand(new CutoutCommand()))
        : commandLine(configuration);
  }

  private static CommandLine prepared(Configuration configuration, CommandLine commands) {
    ConfiguredDefaults.install(configuration, commands);
    return commands
        .setExecutionStrategy(MattingCommand::runGuarded)
        .setExecutionExceptionHandler((e, commandLine, parsed) -> report(e, commandLine))
        .setParameterExceptionHandler((e, arguments) -> explain(e))
        .registerConverter(Path.class, MattingCommand::path)
        .setExpandAtFiles(false) // @list means photos
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'" + text + "' cannot be the name of a file on this system; use another name");
    }
  }

  /** Errors, which picocli would let through, are reported like exceptions. */
  private static int runGuarded(ParseResult parsed) {
    CommandLine commandLine = parsed.commandSpec().commandLine();
    try {
      Integer help = CommandLine.executeHelpRequest(parsed);
      int exit = help == null ? runConfigured(parsed) : help;
      Output.check(commandLine.getOut());
      return exit;
    } catch (OutputFailedException | Error e) {
      return report(e, commandLine);
    }
  }

  private static int runConfigured(ParseResult parsed) {
    configure(parsed);
    Diagnostics.set(Verbosity.isVerbose(parsed.commandSpec()));
    return new RunLast().execute(parsed);
  }

  /**
   * Applies what is left of the configuration.
   *
   * @throws ParameterException if it cannot be used
   */
  private static void configure(ParseResult parsed) {
    CommandSpec top = parsed.commandSpec();
    Optional<String> problem = Configuration.of(top).problem(top);
    if (problem.isPresent()) {
      throw new ParameterException(top.commandLine(), problem.get());
    }
    ConfiguredDefaults.setFlags(parsed);
    Verbosity.settle(parsed);
  }

  private static int report(Throwable e, CommandLine commandLine) {
    return Trouble.print(
        e, commandLine.getErr(), Verbosity.isVerbose(commandLine.getCommandSpec()));
  }

  /** One line, and where to read more; the whole help where nothing was asked for at all. */
  private static int explain(ParameterException e) {
    CommandLine commandLine = e.getCommandLine();
    PrintWriter err = commandLine.getErr();
    Optional<String> command = missingCommand(e);
    String message = OptionWords.in(Objects.toString(e.getMessage()));
    message +=
        ConfiguredDefaults.origin(commandLine.getCommandSpec(), message)
            .map(place -> " (" + place + ")")
            .orElse("");
    err.println("matting: " + command.orElse(Printable.lines(message)));
    if (e instanceof MissingCommandException) {
      err.println();
      commandLine.usage(err);
    } else {
      if (command.isEmpty()) {
        UnmatchedArgumentException.printSuggestions(e, err);
      }
      err.println("Run '" + commandLine.getCommandSpec().qualifiedName() + " --help' for usage.");
    }
    if (Verbosity.isVerbose(commandLine.getCommandSpec())) {
      e.printStackTrace(err);
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** Nothing was asked for at all. */
  private static final class MissingCommandException extends ParameterException {
    private static final long serialVersionUID = 1L;

    MissingCommandException(CommandLine commandLine, String message) {
      super(commandLine, message);
    }
  }

  /** A photo or a folder where a command should stand. */
  private static Optional<String> missingCommand(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || e.getCommandLine().getParent() != null
        || unmatched.getUnmatched().isEmpty()) {
      return Optional.empty();
    }
    String first = unmatched.getUnmatched().get(0);
    String name = Printable.line(first);
    if (LocalPath.isFolder(first)) {
      return Optional.of(
          "Missing command; for the photos in this folder run 'matting batch "
              + name
              + " -o results/'");
    }
    return LocalPath.existing(first).isPresent()
        ? Optional.of("Missing command; for this photo run 'matting cutout " + name + "'")
        : Optional.empty();
  }
}
