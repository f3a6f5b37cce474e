package io.github.matting4j.cli.options;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.cli.console.StatusLine;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which model to open, from where and on what. */
public final class ModelSelectionOptions {
  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "Model to use; 'matting models' lists them. Default: the best one installed.")
  private @Nullable String model;

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      description = "Weights of --model, instead of looking in the model folder.")
  private @Nullable Path modelFile;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "cpu, cuda, cuda:1, tensorrt, coreml, directml. Fails if it does not work. Default: an"
              + " NVIDIA GPU if the GPU build is there, else the CPU.")
  private @Nullable String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the engine. Default: all cores.")
  private @Nullable Integer threads;

  @Mixin private final ZoomOption zoom = new ZoomOption();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private OpenOptions openOptions() {
    if (modelFile != null && model == null) {
      throw new IllegalArgumentException("--model-file needs --model to say what the file is");
    }
    OpenOptions options = zoom.applyTo(folder.applyTo(OpenOptions.forLatency()));
    options = modelFile == null ? options : options.modelFile(modelFile);
    options = threads == null ? options : options.threads(threads);
    return device == null ? options : options.device(DeviceChoice.require(Device.parse(device)));
  }

  /** The engine's threads, if they were given. */
  public Optional<Integer> threads() {
    return Optional.ofNullable(threads);
  }

  /** The weights' file, if one was named. */
  public Optional<Path> modelFile() {
    return Optional.ofNullable(modelFile);
  }

  /**
   * Opens the model asked for, or the one that the advisor chooses for this machine.
   *
   * @param lines gets a line that says what was chosen and why
   * @throws ParameterException if an option was refused
   */
  public MattingModel open(Consumer<String> lines) throws IOException {
    return open(UnaryOperator.identity(), lines);
  }

  /** As {@link #open(Consumer)}, with options changed at the last moment. */
  public MattingModel open(UnaryOperator<OpenOptions> change, Consumer<String> lines)
      throws IOException {
    CommandLine commandLine = Objects.requireNonNull(command).commandLine();
    try {
      return open(
          change.apply(openOptions()),
          lines,
          commandLine.getErr(),
          StatusLine.of(commandLine.getCommandSpec()));
    } catch (IllegalArgumentException e) {
      throw Usage.refused(commandLine, e);
    }
  }

  private MattingModel open(
      OpenOptions options, Consumer<String> lines, PrintWriter err, StatusLine status) {
    MattingModels registry = MattingModels.discovered();
    if (model != null) {
      try (StatusLine.Activity opening = status.during("opening " + model)) {
        return registry.open(model, options);
      }
    }
    Recommendation advice = registry.advise(calibratedAdvisor(err), criteria(), options);
    List<String> failures = new ArrayList<>();
    MattingModel opened;
    try (StatusLine.Activity opening = status.during("opening " + chosen(advice))) {
      opened = registry.select(advice, options, failures::add);
    }
    lines.accept(failures.isEmpty() ? line(advice) : line(opened, failures));
    return opened;
  }

  /** The standard advisor, with this machine's calibration if there is one. */
  public static MattingAdvisor calibratedAdvisor(PrintWriter err) {
    return calibratedAdvisor(CalibrationFile.defaultPath(), err);
  }

  /** The same with this file's calibration; if it cannot be used, a warning is printed. */
  public static MattingAdvisor calibratedAdvisor(Path file, PrintWriter err) {
    if (Files.exists(file)) {
      try {
        return MattingAdvisor.standard().calibrated(file);
      } catch (IOException e) {
        err.println("matting: calibration ignored: " + Trouble.of(e).text());
        err.flush();
      }
    }
    return MattingAdvisor.standard();
  }

  private static MattingCriteria criteria() {
    return MattingCriteria.builder()
        .hardware(OshiSource.machine())
        .today(LocalDate.now(ZoneId.systemDefault()))
        .build();
  }

  private static String line(MattingModel opened, List<String> failures) {
    return "using " + opened.descriptor().id() + " (" + String.join("; ", failures) + ")";
  }

  private static String chosen(Recommendation advice) {
    return advice.chosen().map(c -> c.candidate().label()).orElse("");
  }

  /** With the starter, the one command that gives a better result. */
  private static String betterOne(Recommendation advice, ModelDescriptor better) {
    boolean starter =
        advice
            .chosen()
            .filter(c -> c.candidate().model().role() == ModelDescriptor.Role.STARTER)
            .isPresent();
    return better.id()
        + " is not installed"
        + (starter && !better.downloads().isEmpty()
            ? ": 'matting models install " + better.id() + "' gives better results"
            : "");
  }

  private static String line(Recommendation advice) {
    return "using "
        + chosen(advice)
        + " ("
        + advice
            .better()
            .map(b -> betterOne(advice, b.candidate().model()))
            .orElse("best for this machine")
        + "; 'matting advise' says why)";
  }
}
