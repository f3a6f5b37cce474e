package io.github.matting4j.bench.ratios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.matting4j.bench.fixture.MattingProgram;
import io.github.matting4j.bench.fixture.MixedPhotos;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Machine;
import io.github.matting4j.bench.measure.Report;
import io.github.matting4j.bench.measure.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The forecast for a folder of new photos next to the time that {@code matting batch} takes. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description =
        "Calibrates on drawn portraits, forecasts a folder of other photos, runs it through"
            + " 'matting batch', and compares; time on the wall, so for quiet machines only.")
final class ForecastFigures implements Callable<Integer> {
  static final String FORECAST = "forecast, s";
  static final String TAKEN = "taken, s";
  static final String ERROR = "error";
  private static final double MAX_ERROR = 0.15;

  @Option(
      names = "--matting",
      defaultValue = "matting",
      description = "the launcher of the command line (default: ${DEFAULT-VALUE})")
  private Path matting = Path.of("");

  @Option(
      names = "--photos",
      defaultValue = "200",
      description = "photos in the folder (default: ${DEFAULT-VALUE})")
  private int photos;

  @Option(
      names = "--originals",
      description =
          "a folder of photos that those of the folder are made of, by scaling; default: drawn"
              + " portraits")
  private @Nullable Path originals;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "how often it is done (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Mixin private final ResultsFolder results = new ResultsFolder();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("matting4j-forecast");
    try {
      Path source = folder.resolve("photos");
      MixedPhotos.write(source, photos, Optional.ofNullable(originals));
      Machine machine = Machine.now();
      List<Row> rows = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        rows.addAll(compare(source, folder.resolve("round-" + round)));
      }
      publish(machine, rows);
    } finally {
      remove(folder);
    }
    return 0;
  }

  private List<Row> compare(Path source, Path folder) throws IOException, InterruptedException {
    MattingProgram program = new MattingProgram(matting, folder.resolve("home"));
    program.run("calibrate");
    JsonNode forecast =
        new ObjectMapper()
            .readTree(program.run("advise", source.toString(), "--json"))
            .get("folder");
    if (forecast == null) {
      throw new IOException("'matting advise' printed no forecast of the folder");
    }
    String model = forecast.get("model").asText();
    double parallel = forecast.get("sideBySideMilliseconds").asDouble() / 1e3;
    double sequential = forecast.get("oneByOneMilliseconds").asDouble() / 1e3;
    String what = model + ", " + forecast.get("photos").asInt() + " photos, ";
    return List.of(
        row(
            what + forecast.get("workers").asInt() + " at a time (default)",
            parallel,
            batch(program, source, folder.resolve("parallel"), model)),
        row(
            what + "one at a time",
            sequential,
            batch(program, source, folder.resolve("sequential"), model, "--parallel", "1")));
  }

  /** Seconds from the start of the program to its end. */
  private static double batch(
      MattingProgram program, Path source, Path made, String model, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("batch", source.toString()));
    arguments.addAll(List.of("-o", made.toString(), "--model", model));
    arguments.addAll(List.of(more));
    long start = System.nanoTime();
    program.run(arguments.toArray(String[]::new));
    return (System.nanoTime() - start) / 1e9;
  }

  private static Row row(String what, double forecast, double taken) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(FORECAST, forecast);
    values.put(TAKEN, taken);
    values.put(ERROR, Math.abs(forecast / taken - 1));
    return Row.of(what, values).goal(new Goal(ERROR, MAX_ERROR, true));
  }

  private void publish(Machine machine, List<Row> rows) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "photos",
        originals == null ? "drawn" : originals.toAbsolutePath().getFileName().toString());
    settings.put("megapixels", "0.2 to 4");
    settings.put("calibrated on", "drawn portraits");
    settings.put("time", "on the wall, with the start of the program");
    Report report = new Report("forecast", settings, machine, rows);
    spec.commandLine().getOut().print(report.markdown());
    spec.commandLine().getOut().println("\nwritten to " + report.writeTo(results.get()));
    spec.commandLine().getOut().flush();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
