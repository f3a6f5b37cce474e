package io.github.matting4j.cli.models;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.cli.options.OshiSource;
import io.github.matting4j.evaluate.calibration.CalibrationMaterial;
import io.github.matting4j.evaluate.calibration.CalibrationRun;
import io.github.matting4j.evaluate.calibration.Calibrator;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matting calibrate}: measures the installed models on the user's photos. */
@Command(
    name = "calibrate",
    description = {
      "Runs every installed model on some of your photos, and keeps times, memory, agreement and,"
          + " where the true mattes are known, quality in a small file that 'matting advise' then"
          + " prefers to published figures. Takes minutes with large models.",
      ""
    })
public final class CalibrateCommand extends Subcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PHOTO|FOLDER",
      description =
          "Up to 12 photos of a folder are used. Without it, "
              + CalibrationMaterial.SCENES
              + " drawn portraits with known mattes.")
  private @Nullable Path photos;

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      description = "True mattes: ana.png there belongs to ana.jpg. Only such photos are used.")
  private @Nullable Path truth;

  @Option(
      names = "--models",
      paramLabel = "ID",
      split = ",",
      description =
          "Models, with commas between; the file then has no others. Default: every one that is"
              + " installed.")
  private List<String> models = List.of();

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Default: ~/.matting4j/calibration.properties.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    double start = processorSeconds(); // nearly that on the wall, of a quiet machine
    MattingModels registry = MattingModels.discovered();
    List<String> ids = checked(() -> ids(registry));
    Calibrator calibrator = checked(this::calibrator);
    int measured =
        new CalibrationRun(registry, calibrator, folder::applyTo, start)
            .run(ids, (model, failure) -> Trouble.printOf(model, failure, err(), isVerbose()));
    Calibration calibration =
        calibrator.result(OshiSource.machine(), LocalDate.now(ZoneId.systemDefault()));
    calibration.entries().forEach(entry -> print(out(), entry));
    if (measured > 0) {
      Path file = output == null ? CalibrationFile.defaultPath() : output;
      CalibrationFile.write(calibration, file);
      out().println(file);
    }
    out().flush();
    return measured > 0 ? ExitCode.OK : ExitCode.MODEL;
  }

  /** Of all threads since the program started; 0 where the system does not report it. */
  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(taken -> taken.toNanos() / 1e9)
        .orElse(0.0);
  }

  /** The models asked for; an unknown one is refused, and the message lists those there are. */
  private List<String> ids(MattingModels registry) {
    models.forEach(id -> registry.probe(id, folder.applyTo(OpenOptions.forLatency())));
    return models.stream().distinct().toList();
  }

  private Calibrator calibrator() throws IOException {
    if (photos == null) {
      if (truth != null) {
        throw new IOException("--truth needs the photos that its mattes are of");
      }
      return CalibrationMaterial.drawn(CalibrationMaterial.SCENES, CalibrationMaterial.SHORT_SIDE);
    }
    return truth == null
        ? CalibrationMaterial.photos(photos)
        : CalibrationMaterial.photos(photos, truth);
  }

  private static void print(PrintWriter out, Calibration.Entry entry) {
    out.printf(
        Locale.ROOT,
        "%-20s %-16s %-8s %7.0f ms a photo of %dx%d%n",
        entry.model(),
        entry.engine().title(),
        entry.device(),
        entry.median().toNanos() / 1e6,
        entry.photoWidth(),
        entry.photoHeight());
    if (entry.memoryBytes().isPresent()) {
      line(out, "grew the process by %d MiB at its peak", entry.memoryBytes().getAsLong() >> 20);
    }
    if (entry.error().isPresent()) {
      double error = entry.error().getAsDouble();
      double sad = error * entry.photoWidth() * entry.photoHeight() / 1000;
      line(out, "%.1f of 255 levels off the true mattes, SAD %.1f a photo", 255 * error, sad);
    }
    if (entry.disagreement().isPresent()) {
      line(out, "%.1f %% off the other models", 100 * entry.disagreement().getAsDouble());
    }
    entry
        .cost()
        .flatMap(CostModel::chain)
        .ifPresent(
            chain ->
                line(
                    out,
                    "reading and writing %.0f ms and %.0f ms per megapixel; %d in parallel make %.2f"
                        + " times as many",
                    chain.overhead().constant() * 1e3,
                    chain.overhead().perPhotoPixel() * 1e9,
                    chain.workers(),
                    chain.speedUp()));
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, "  " + format + "%n", values);
  }
}
