package io.github.matting4j.bench.ratios;

import com.sun.management.OperatingSystemMXBean;
import io.github.matting4j.MattingModels;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.store.InstallOptions;
import io.github.matting4j.store.ModelStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What it costs to open a model that was installed. */
@Command(
    name = "opening",
    mixinStandardHelpOptions = true,
    description =
        "Opening a model that was installed, which is compared with the record of its"
            + " installation, next to opening the same file by its path.")
final class OpeningRatios implements Callable<Integer> {
  private static final String MORE = "more, ms";
  private static final double MAX_MORE_MILLIS = 5;

  /** The system counts the time of a process in hundredths of a second. */
  private static final int OPENINGS_PER_ROUND = 4;

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @Option(
      names = "--model",
      defaultValue = "pp-mattingv2-512",
      description = "the model that the graph is (default: ${DEFAULT-VALUE})")
  private String model = "";

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path graph = options.graph();
    Path folder = Files.createTempDirectory("matting4j-bench-store");
    try {
      MeasureOptions.tune("on", Files.createDirectory(folder.resolve("cache")).toString());
      Path store = folder.resolve("models");
      ModelStore.at(store).installFrom(model, graph, InstallOptions.defaults().acceptLicence());
      OpenOptions latency = OpenOptions.forLatency().threads(1);
      OpenOptions byPath = latency.modelFile(graph);
      OpenOptions installed = latency.modelFolder(store);
      List<Row> rows = new ArrayList<>();
      for (Rounds.Clock clock : Rounds.Clock.values()) {
        String file = "the file, " + clock;
        String again = "the file, again, " + clock;
        String record = "the installed model, " + clock;
        Measured measured =
            new Rounds(clock)
                .addSelfTimed(file, () -> opened(byPath, clock))
                .addSelfTimed(again, () -> opened(byPath, clock))
                .addSelfTimed(record, () -> opened(installed, clock))
                .run(options.warmUp(), options.rounds());
        rows.add(row(measured, file, file));
        rows.add(row(measured, again, file));
        rows.add(row(measured, record, file).goal(new Goal(MORE, MAX_MORE_MILLIS, true)));
      }
      options.publish(
          "opening",
          "CPU of the process or on the wall, of one opening",
          rows,
          spec.commandLine().getOut());
    } finally {
      remove(folder);
    }
    return 0;
  }

  private static Row row(Measured measured, String name, String baseline) {
    return Row.withoutAllocation(measured, name, baseline)
        .with(MORE, measured.millis(name) - measured.millis(baseline));
  }

  /** Time of one opening; opening uses threads of its own. */
  private long opened(OpenOptions how, Rounds.Clock clock) {
    MattingModels models = MattingModels.discovered();
    long start = now(clock);
    for (int i = 0; i < OPENINGS_PER_ROUND; i++) {
      try (MattingModel opened = models.open(model, how)) {
        if (!opened.descriptor().id().equals(model)) {
          throw new IllegalStateException("another model was opened");
        }
      }
    }
    return (now(clock) - start) / OPENINGS_PER_ROUND;
  }

  private static long now(Rounds.Clock clock) {
    return clock == Rounds.Clock.WALL
        ? System.nanoTime()
        : ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(OpeningRatios::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
