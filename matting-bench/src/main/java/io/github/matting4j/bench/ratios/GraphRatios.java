package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.RawEngine;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Graphs next to each other. */
@Command(
    name = "graphs",
    mixinStandardHelpOptions = true,
    description =
        "Bare runs of several graphs with one input of the same size, and the making of their"
            + " sessions, next to those of --graph; and how far their alphas differ.")
final class GraphRatios implements Callable<Integer> {
  @Mixin private final MeasureOptions options = new MeasureOptions();

  @Parameters(paramLabel = "GRAPH", description = "the graphs to compare with it")
  private List<String> others = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Map<String, RawEngine> engines = new LinkedHashMap<>();
    try {
      Rounds rounds = new Rounds(Rounds.Clock.CPU);
      add("1: " + options.graph, options.graph(), engines, rounds);
      for (int i = 0; i < others.size(); i++) {
        add((i + 2) + ": " + others.get(i), BenchGraph.of(others.get(i)), engines, rounds);
      }
      Measured measured = rounds.run(options.warmUp(), options.rounds());
      options.publish(
          "graphs",
          "CPU of the calling thread",
          rows(measured, engines),
          spec.commandLine().getOut());
    } finally {
      for (RawEngine engine : engines.values()) {
        engine.close();
      }
    }
    return 0;
  }

  private static void add(String name, Path file, Map<String, RawEngine> engines, Rounds rounds)
      throws Exception {
    RawEngine engine = new RawEngine(file);
    engines.put(name, engine);
    rounds.add("run " + name, engine::run);
    rounds.add("open " + name, () -> opened(file));
  }

  private static int opened(Path file) throws Exception {
    try (RawEngine engine = new RawEngine(file)) {
      return engine.width();
    }
  }

  private static List<Row> rows(Measured measured, Map<String, RawEngine> engines) {
    String first = engines.keySet().iterator().next();
    List<Row> rows = new ArrayList<>();
    engines.forEach(
        (name, engine) ->
            rows.add(
                Row.of(measured, "run " + name, "run " + first)
                    .with("difference", engine.difference(engines.getOrDefault(first, engine)))));
    for (String name : engines.keySet()) {
      rows.add(Row.of(measured, "open " + name, "open " + first));
    }
    return rows;
  }
}
