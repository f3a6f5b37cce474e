package io.github.matting4j.cli.models;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.advise.calibration.CostModel;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.cli.options.OshiSource;
import io.github.matting4j.evaluate.calibration.CalibrationMaterial;
import io.github.matting4j.evaluate.calibration.Calibrator;
import io.github.matting4j.evaluate.calibration.ChainMeter;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting calibrate}: measures the installed models on the user's photos. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Runs every installed model on some of your photos, and keeps times, memory, agreement and,"
          + " where the true mattes are known, quality in a small file that 'matting advise' then"
          + " prefers to published figures. Takes minutes with large models.",
      ""
    })
public final class CalibrateCommand implements Callable<Integer> {
  private static final int CHAIN_ROUNDS = 3;

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
    MattingModels registry = MattingModels.discovered();
    int measured = 0;
    try (ChainMeter chain = new ChainMeter(chainPhotos(calibrator))) {
      for (ModelStatus line : registry.list(options)) {
        if (line.availability().isReady()) {
          measured += measure(calibrator, chain, registry, line.id(), commandLine) ? 1 : 0;
        }
      }
    }
    Calibration calibration =
        calibrator.result(OshiSource.machine(), LocalDate.now(ZoneId.systemDefault()));
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
    try {
      if (truth != null) {
        if (photos == null) {
          throw new IOException("--truth needs the photos that its mattes are of");
        }
        return CalibrationMaterial.photos(photos, truth);
      }
      return photos == null
          ? CalibrationMaterial.drawn(CalibrationMaterial.SCENES, CalibrationMaterial.SHORT_SIDE)
          : CalibrationMaterial.photos(photos);
    } catch (IOException e) {
      throw Usage.refused(commandLine, e);
    }
  }

  /** Different photos at each size: what they show matters to the size of the files. */
  private static List<ArgbImage> chainPhotos(Calibrator calibrator) {
    List<ArgbImage> all = new ArrayList<>();
    for (int i = 0; i < CHAIN_ROUNDS; i++) {
      all.addAll(calibrator.fiveSizes(i));
    }
    return all;
  }

  /** One broken model does not keep the others from being measured. */
  private boolean measure(
      Calibrator calibrator,
      ChainMeter chain,
      MattingModels registry,
      String id,
      CommandLine commandLine) {
    OpenOptions latency = folder.applyTo(OpenOptions.forLatency());
    OpenOptions throughput = folder.applyTo(OpenOptions.forThroughput());
    try {
      calibrator.measure(
          () -> registry.open(id, latency),
          model -> chain(chain, model, () -> registry.open(id, throughput)));
      return true;
    } catch (MattingException | UncheckedIOException e) {
      Trouble.printOf(
          id, e, commandLine.getErr(), Verbosity.isVerbose(commandLine.getCommandSpec()));
      return false;
    }
  }

  private static Optional<CostModel.Chain> chain(
      ChainMeter meter, MattingModel one, Supplier<MattingModel> many) {
    try {
      return Optional.of(meter.measure(one, many));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
                    "reading and writing %.0f ms and %.0f ms a megapixel; %d side by side do %.2f"
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
