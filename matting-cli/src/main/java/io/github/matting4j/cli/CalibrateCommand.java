package io.github.matting4j.cli;

import io.github.matting4j.ModelRegistry;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.select.Calibration;
import io.github.matting4j.select.CalibrationFile;
import io.github.matting4j.select.Calibrator;
import io.github.matting4j.select.HardwareProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting calibrate}: measures the installed models on the user's photos. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs every installed model on some of your photos, and keeps times and agreement in a small"
          + " file that 'matting advise' then prefers to published figures.",
      ""
    })
final class CalibrateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PHOTO|FOLDER", description = "Up to 12 photos of a folder are used.")
  private @Nullable Path photos;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Default: ~/.matting4j/calibration.properties.")
  private @Nullable Path output;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = commandLine.getOut();
    Calibrator calibrator = calibrator(commandLine);
    OpenOptions options = folder.applyTo(OpenOptions.forLatency());
    ModelRegistry registry = ModelRegistry.discovered();
    int measured = 0;
    for (ModelStatus line : registry.list(options)) {
      if (line.availability().isReady()) {
        measured += measure(calibrator, registry, line.id(), options, commandLine) ? 1 : 0;
      }
    }
    Calibration calibration =
        calibrator.result(HardwareProbe.here(), LocalDate.now(ZoneId.systemDefault()));
    calibration.entries().forEach(entry -> print(out, entry));
    Path file = output == null ? CalibrationFile.defaultPath() : output;
    if (measured > 0) {
      CalibrationFile.write(calibration, file);
      out.println(file);
    }
    out.flush();
    return measured > 0 ? ExitCode.OK : ExitCode.MODEL;
  }

  private Calibrator calibrator(CommandLine commandLine) {
    Calibrator calibrator = new Calibrator();
    try {
      for (Path file : PhotoSample.of(Objects.requireNonNull(photos))) {
        calibrator.photo(ImageFiles.read(file));
      }
      return calibrator;
    } catch (IOException e) {
      throw new ParameterException(commandLine, Objects.toString(e.getMessage()), e);
    }
  }

  /** One broken model does not keep the others from being measured. */
  private static boolean measure(
      Calibrator calibrator,
      ModelRegistry registry,
      String id,
      OpenOptions options,
      CommandLine commandLine) {
    try (MattingModel model = registry.open(id, options)) {
      calibrator.measure(model);
      return true;
    } catch (MattingException e) {
      commandLine.getErr().println("matting: " + id + ": " + e.getMessage());
      commandLine.getErr().flush();
      return false;
    }
  }

  private static void print(PrintWriter out, Calibration.Entry entry) {
    out.printf(
        Locale.ROOT,
        "%-20s %-16s %-8s %7.0f ms a photo of %dx%d%s%n",
        entry.model(),
        entry.engine().title(),
        entry.device(),
        entry.median().toNanos() / 1e6,
        entry.photoWidth(),
        entry.photoHeight(),
        entry.disagreement().isPresent()
            ? String.format(
                Locale.ROOT,
                ", %.1f %% off the other models",
                100 * entry.disagreement().getAsDouble())
            : "");
  }
}
