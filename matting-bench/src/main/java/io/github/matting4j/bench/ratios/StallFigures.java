package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.SlowPhotos;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For how long no result comes while some photos are slow or broken. */
@Command(
    name = "stalls",
    mixinStandardHelpOptions = true,
    description =
        "The longest time between two results of a batch through the starter model, of whose"
            + " photos 2.5 %% are broken and 2.5 %% on a slow disk; time on the wall, so for quiet"
            + " machines only. Drawn photos of --size, in one round.")
final class StallFigures implements Callable<Integer> {
  private static final double MAX_GAP = 3;

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @Option(
      names = "--photos",
      defaultValue = "10000",
      description = "photos of the batch (default: ${DEFAULT-VALUE})")
  private int photos;

  @Option(
      names = "--warm-up-photos",
      defaultValue = "300",
      description = "usual photos before, twice (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--large",
      defaultValue = "0",
      description =
          "percent of the photos with four times the pixels, in addition (default:"
              + " ${DEFAULT-VALUE})")
  private double large;

  @Option(
      names = "--substitutes",
      defaultValue = "16",
      description = "as of the batch (default: ${DEFAULT-VALUE})")
  private int substitutes;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (SlowPhotos batch = new SlowPhotos(options.size())) {
      batch.usual(warmUp);
      SlowPhotos.Flow usual = batch.usual(warmUp);
      SlowPhotos.Flow mixed = batch.mixed(photos, large / 100, usual.medianMillis(), substitutes);
      SlowPhotos.Flow control = batch.mixed(photos / 10, large / 100, usual.medianMillis(), 0);
      options.publish(
          "stalls",
          "on the wall, " + photos + " photos",
          List.of(
              row(warmUp + " usual photos", usual),
              row(photos + " photos, 5 % of them slow or broken", mixed).goal(Goal.atMost(MAX_GAP)),
              row(photos / 10 + " of them without substitutes", control)),
          spec.commandLine().getOut());
    }
    return 0;
  }

  private static Row row(String what, SlowPhotos.Flow flow) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("ms a photo, median", flow.medianMillis());
    values.put("ms without a result, longest", flow.gapMillis());
    values.put(Row.RATIO, flow.gapMillis() / flow.medianMillis());
    values.put("photos a minute", flow.perMinute());
    values.put("failed", (double) flow.failed());
    return Row.of(what, values);
  }
}
