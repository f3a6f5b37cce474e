package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.measure.Report;
import io.github.matting4j.bench.measure.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws what chains and rivals take next to the bare run of the network. */
@Command(
    name = "chart",
    mixinStandardHelpOptions = true,
    description = "Draws the rows of results that go from JPEG to PNG as an SVG.")
final class Chart implements Callable<Integer> {
  private static final String JPEG = "JPEG to ";

  @Parameters(
      paramLabel = "RESULT",
      arity = "1..*",
      description = "results of \"chain\" and of the rivals (.json)")
  private List<Path> results = List.of();

  @Option(
      names = "--out",
      defaultValue = "docs/images/performance.svg",
      description = "the SVG (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    BarChart chart = new BarChart("Time from JPEG to PNG, one thread; the bare network is 1");
    for (Path file : results) {
      Report report = Report.read(file);
      List<Row> rows = new ArrayList<>();
      for (Row row : report.rows()) {
        if (row.what().contains(JPEG) && row.values().containsKey(Row.MILLIS)) {
          rows.add(row);
        }
      }
      chart.group(report.settings().getOrDefault("size", report.name()));
      rows.forEach(row -> chart.bar(row.what(), row.ratio(), !row.what().startsWith(JPEG)));
    }
    Files.writeString(out, chart.svg());
    return 0;
  }
}
