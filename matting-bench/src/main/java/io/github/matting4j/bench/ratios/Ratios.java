package io.github.matting4j.bench.ratios;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Measures ratios and prints them as the tables of {@code docs/performance.md}.
 *
 * <pre>
 * java -Xmx3g -cp matting-bench/target/benchmarks.jar io.github.matting4j.bench.ratios.Ratios --help
 * </pre>
 */
@Command(
    name = "Ratios",
    mixinStandardHelpOptions = true,
    description = "Measures alternatives in turn, in one process; prints tables, writes JSON.",
    subcommands = {
      ChainRatios.class,
      KernelRatios.class,
      PngRatios.class,
      BatchRatios.class,
      StallFigures.class,
      GraphRatios.class,
      RewritingRatios.class,
      OpeningRatios.class,
      ColdStartRatios.class,
      MemoryFigures.class,
      CostFigures.class,
      CostChart.class,
      ForecastFigures.class,
      Chart.class,
      DocsTables.class,
    })
public final class Ratios {
  private Ratios() {}

  /** See the class comment. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Ratios());
  }
}
