package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.CostVariant;
import io.github.matting4j.bench.fixture.FolderCost;
import io.github.matting4j.bench.fixture.FrameSize;
import io.github.matting4j.bench.fixture.PhotoCost;
import io.github.matting4j.bench.fixture.RawEngine;
import io.github.matting4j.bench.fixture.ResourceUse;
import io.github.matting4j.bench.measure.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Time and memory against pixels, photos and cores, for every variant. */
@Command(
    name = "costs",
    mixinStandardHelpOptions = true,
    description =
        "Time and memory of every model against pixels, photos and cores, in child processes; what"
            + " would take too long is simulated by the cost model of the forecasts. Time on the"
            + " wall, so for quiet machines only.")
final class CostFigures implements Callable<Integer> {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final double CORES_SECONDS = 8;

  /** What the forecasts assume where nothing was measured. */
  private static final double USUAL_EXPONENT = 0.85;

  @Option(
      names = "--models",
      split = ",",
      defaultValue =
          "portrait-starter,pp-mattingv2-512,modnet-mobilenetv2,pp-matting-512,bshm,pp-humanmatting",
      description = "the models (default: ${DEFAULT-VALUE})")
  private List<String> models = List.of();

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "640x480,1600x1200,4000x3000,8000x6000,11552x8664",
      description = "of the single photos, from small to large (default: ${DEFAULT-VALUE})")
  private List<String> sizes = List.of();

  @Option(
      names = "--folder-sizes",
      split = ",",
      defaultValue = "640x480,1024x768,1280x960,1600x1200",
      description = "of the photos in folders, in turn (default: ${DEFAULT-VALUE})")
  private List<String> folderSizes = List.of();

  @Option(
      names = "--photos",
      split = ",",
      defaultValue = "10,100,1000,10000,100000",
      description = "how many photos a folder has (default: ${DEFAULT-VALUE})")
  private List<Integer> photos = List.of();

  @Option(
      names = "--cores",
      split = ",",
      defaultValue = "1,2,4,8,16,32,64",
      description =
          "how many cores; more than this machine has are simulated (default: ${DEFAULT-VALUE})")
  private List<Integer> cores = List.of();

  @Option(
      names = "--max-seconds",
      defaultValue = "20",
      description =
          "a folder is measured if the cost model expects no more, else only simulated (default:"
              + " ${DEFAULT-VALUE})")
  private double maxSeconds;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      description = "seconds before measuring in each process (default: ${DEFAULT-VALUE})")
  private double warmUp;

  @Mixin private final ResultsFolder results = new ResultsFolder();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CostTables tables = new CostTables(Machine.now(), settings());
    for (String model : models) {
      measure(CostVariant.of(model), tables);
    }
    PrintWriter out = spec.commandLine().getOut();
    tables.publish(results.get(), out);
    out.flush();
    return 0;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("photo", "drawn");
    settings.put("graphs", "of open size, as this library opens them");
    settings.put("result", "JPEG to RGBA PNG, refined, clean edges");
    settings.put("engine", RawEngine.version());
    return settings;
  }

  private void measure(CostVariant variant, CostTables tables)
      throws IOException, InterruptedException {
    List<FrameSize> frames = sizes.stream().map(FrameSize::of).toList();
    List<FrameSize> mixed = folderSizes.stream().map(FrameSize::of).toList();
    Map<FrameSize, ResourceUse> single = PhotoCost.measure(variant, frames, warmUp);
    single.forEach(
        (size, use) ->
            tables.addPixels(
                String.format(Locale.ROOT, "%.1f MP (%s)", size.pixels() / 1e6, size),
                variant,
                use));
    PhotoCostModel model = PhotoCostModel.fit(variant, single);
    BatchSimulation simulation = measureCores(variant, mixed, model, tables);
    for (int count : cores) {
      int many = 100 * count * mixed.size();
      BatchSimulation.Outcome outcome = simulation.run(many, model.photos(mixed), count);
      tables.addCores(label(count, "core", false), variant, many, outcome);
    }
    for (int count : photos) {
      BatchSimulation.Outcome outcome = simulation.run(count, model.photos(mixed), CORES);
      if (outcome.seconds() <= maxSeconds) {
        ResourceUse use = FolderCost.measure(variant, mixed, count, CORES, warmUp);
        tables.addPhotos(
            label(count, "photo", true),
            variant,
            new BatchSimulation.Outcome(use.seconds(), use.mebibytes()));
      }
      tables.addPhotos(label(count, "photo", false), variant, outcome);
    }
  }

  /**
   * Measures on one core and more. How throughput grows with cores, and what a batch holds beyond
   * the memory of its photos, is then simulated as it was measured.
   */
  private BatchSimulation measureCores(
      CostVariant variant, List<FrameSize> mixed, PhotoCostModel model, CostTables tables)
      throws IOException, InterruptedException {
    int sets = (int) Math.max(1, Math.min(5, CORES_SECONDS / model.seconds(mixed)));
    int count = sets * mixed.size();
    double alone = 0;
    double surplus = 0;
    double exponent = USUAL_EXPONENT;
    for (int workers : cores.stream().filter(number -> number <= CORES).sorted().toList()) {
      ResourceUse use = FolderCost.measure(variant, mixed, count, workers, warmUp);
      tables.addCores(
          label(workers, "core", true),
          variant,
          count,
          new BatchSimulation.Outcome(use.seconds(), use.mebibytes()));
      if (workers == 1) {
        alone = use.seconds();
        surplus =
            use.mebibytes()
                - model.simulation(exponent, 0).run(count, model.photos(mixed), 1).mebibytes();
      } else if (alone > 0) {
        exponent = BatchSimulation.exponent(alone / use.seconds(), workers);
      }
    }
    return model.simulation(exponent, surplus);
  }

  private static String label(int count, String what, boolean measured) {
    return String.format(
        Locale.ROOT,
        "%,d %s%s, %s",
        count,
        what,
        count == 1 ? "" : "s",
        measured ? CostTables.MEASURED : CostTables.SIMULATED);
  }
}
