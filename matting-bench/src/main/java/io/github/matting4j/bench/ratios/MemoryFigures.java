package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.Footprint;
import io.github.matting4j.bench.measure.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a process holds that opens a model and runs it. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description =
        "Heap and resident memory of a child process, medians over --rounds processes, one caller"
            + " on one thread.")
final class MemoryFigures implements Callable<Integer> {
  @Mixin private final MeasureOptions options = new MeasureOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path jpeg = Files.createTempFile("matting4j-bench", ".jpg");
    try {
      Files.write(jpeg, options.picture().jpeg());
      Map<String, List<Double>> figures = new LinkedHashMap<>();
      for (int round = 0; round < options.rounds(); round++) {
        Footprint.measure(options.graph(), jpeg)
            .forEach(
                (name, value) -> figures.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
      }
      options.publish("memory", "none", rows(figures), spec.commandLine().getOut());
    } finally {
      Files.deleteIfExists(jpeg);
    }
    return 0;
  }

  /** A row for what stands before the comma, a column for what stands behind. */
  private static List<Row> rows(Map<String, List<Double>> figures) {
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    figures.forEach(
        (name, values) -> {
          String[] parts = name.split(", ", 2);
          table
              .computeIfAbsent(parts[0], when -> new LinkedHashMap<>())
              .put(parts[1] + ", MiB", median(values));
        });
    List<Row> rows = new ArrayList<>();
    table.forEach((when, values) -> rows.add(Row.of(when, values)));
    return rows;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
