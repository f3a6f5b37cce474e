package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.ColdStart;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** From the start of a JVM to the end of its first cut-out. */
@Command(
    name = "cold",
    mixinStandardHelpOptions = true,
    description = "From the start of a JVM to the end of its first cut-out, in child processes.")
final class ColdStartRatios implements Callable<Integer> {
  private static final String RAW = "JVM, bare engine, one run";

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path graph = options.graph();
    Path jpeg = Files.createTempFile("matting4j-bench", ".jpg");
    try {
      Files.write(jpeg, options.picture().jpeg());
      Measured measured =
          new Rounds(Rounds.Clock.WALL)
              .addSelfTimed(RAW, () -> ColdStart.nanos(ColdStart.Kind.RAW, graph, jpeg))
              .addSelfTimed("JVM alone", () -> ColdStart.nanos(ColdStart.Kind.NOTHING, graph, jpeg))
              .addSelfTimed(
                  "JVM, JPEG to RGBA PNG",
                  () -> ColdStart.nanos(ColdStart.Kind.CUT_OUT, graph, jpeg))
              .addSelfTimed(
                  "JVM, JPEG to RGBA PNG, graph neither rewritten nor kept",
                  () -> ColdStart.nanos(ColdStart.Kind.CUT_OUT_AS_IT_IS, graph, jpeg))
              .addSelfTimed(
                  "JVM, JPEG to RGBA PNG, starter model",
                  () -> ColdStart.nanos(ColdStart.Kind.STARTER, graph, jpeg))
              .run(options.warmUp(), options.rounds());
      options.publish(
          "cold",
          "CPU of the child process, all threads",
          measured.names().stream()
              .map(name -> Row.withoutAllocation(measured, name, RAW))
              .toList(),
          spec.commandLine().getOut());
    } finally {
      Files.deleteIfExists(jpeg);
    }
    return 0;
  }
}
