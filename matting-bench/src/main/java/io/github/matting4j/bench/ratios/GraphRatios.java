package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.FrameSize;
import io.github.matting4j.bench.fixture.RawEngine;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.graph.rewrite.GraphRewriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Graphs next to each other. */
@Command(
    name = "graphs",
    mixinStandardHelpOptions = true,
    description =
        "Bare runs of several graphs with one input of the same size, and the making of their"
            + " sessions, next to those of --graph; and how far their alphas differ. Graphs of open"
            + " size get pictures of --input.")
final class GraphRatios implements Callable<Integer> {
  @Mixin private final MeasureOptions options = new MeasureOptions();

  @Parameters(paramLabel = "GRAPH", description = "the graphs to compare with it")
  private List<String> others = List.of();

  @Option(
      names = "--input",
      defaultValue = "512x512",
      description = "columns and rows for graphs of open size (default: ${DEFAULT-VALUE})")
  private String input = "";

  @Option(
      names = "--rewritten",
      description = "the graphs but that of --graph run as this library rewrites them for users")
  private boolean rewritten;

  @Option(names = "--runs-only", description = "does not measure the making of sessions")
  private boolean runsOnly;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Map<String, RawEngine> engines = new LinkedHashMap<>();
    List<Path> written = new ArrayList<>();
    try {
      Rounds rounds = new Rounds(Rounds.Clock.CPU);
      add("1: " + options.graph, options.graph(), engines, rounds);
      for (int i = 0; i < others.size(); i++) {
        Path other = BenchGraph.of(others.get(i));
        if (rewritten) {
          other = rewritten(other);
          written.add(other);
        }
        add((i + 2) + ": " + others.get(i), other, engines, rounds);
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
      for (Path file : written) {
        Files.delete(file);
      }
    }
    return 0;
  }

  private static Path rewritten(Path graph) throws Exception {
    byte[] bytes = Files.readAllBytes(graph);
    Path file = Files.createTempFile("matting4j-bench", ".onnx");
    return Files.write(file, GraphRewriter.rewrite(bytes).orElse(bytes));
  }

  private void add(String name, Path file, Map<String, RawEngine> engines, Rounds rounds)
      throws Exception {
    RawEngine engine = open(file);
    engines.put(name, engine);
    rounds.add("run " + name, engine::run);
    if (!runsOnly) {
      rounds.add("open " + name, () -> opened(file));
    }
  }

  private RawEngine open(Path file) throws Exception {
    return new RawEngine(file, 1, FrameSize.of(input));
  }

  private int opened(Path file) throws Exception {
    try (RawEngine engine = open(file)) {
      return engine.width();
    }
  }

  private List<Row> rows(Measured measured, Map<String, RawEngine> engines) {
    String first = engines.keySet().iterator().next();
    List<Row> rows = new ArrayList<>();
    engines.forEach(
        (name, engine) ->
            rows.add(
                Row.of(measured, "run " + name, "run " + first)
                    .with("difference", engine.difference(engines.getOrDefault(first, engine)))));
    for (String name : runsOnly ? Set.<String>of() : engines.keySet()) {
      rows.add(Row.of(measured, "open " + name, "open " + first));
    }
    return rows;
  }
}
