package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.Chain;
import io.github.matting4j.bench.fixture.Crew;
import io.github.matting4j.bench.fixture.Pieces;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.model.OpenOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Photos a minute, laid out over the cores in different ways. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    description =
        "Photos laid out over the cores in different ways; time on the wall, so for quiet machines"
            + " only.")
final class BatchRatios implements Callable<Integer> {
  private static final String ALPHA = "JPEG to alpha PNG, ";
  private static final String CUT_OUT = "JPEG to RGBA PNG, ";

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @Option(
      names = "--photos",
      defaultValue = "8",
      description = "photos of a round (default: ${DEFAULT-VALUE})")
  private int photos;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    try (Chain single = open(OpenOptions.forThroughput().callers(1));
        Chain latency = open(OpenOptions.forLatency());
        Chain throughput = open(OpenOptions.forThroughput());
        Crew one = new Crew(1);
        Crew all = new Crew(cores)) {
      String alone = "1 caller, 1 thread";
      String wide = "1 caller, " + cores + " threads";
      String many = cores + " callers, 1 thread each";
      Rounds rounds = new Rounds(Rounds.Clock.WALL);
      for (String product : List.of(ALPHA, CUT_OUT)) {
        rounds
            .add(product + alone, () -> one.work(photos, () -> make(single, product)))
            .add(product + wide, () -> one.work(photos, () -> make(latency, product)))
            .add(product + many, () -> all.work(photos, () -> make(throughput, product)));
      }
      Measured measured = rounds.run(options.warmUp(), options.rounds());
      List<Row> rows = new ArrayList<>();
      for (String product : List.of(ALPHA, CUT_OUT)) {
        rows.add(perMinute(measured, product + alone));
        rows.add(perMinute(measured, product + wide));
        rows.add(perMinute(measured, product + many));
        rows.add(
            speedUp(measured, product, many, alone)
                .goal(Goal.atLeast(cores == 2 ? 1.8 : 0.9 * cores)));
        rows.add(
            speedUp(measured, product, many, wide)
                .goal(Goal.atLeast(product.equals(CUT_OUT) ? 1.25 : 1.15)));
      }
      options.publish(
          "batch", "on the wall, " + photos + " photos a round", rows, spec.commandLine().getOut());
    }
    return 0;
  }

  private Chain open(OpenOptions layout) throws Exception {
    return new Chain(options.graph(), options.picture(), layout);
  }

  private static byte[] make(Chain chain, String product) throws Exception {
    return product.equals(ALPHA) ? chain.jpegToAlpha() : chain.jpegToCutOut(Pieces.rawColours());
  }

  private Row perMinute(Measured measured, String name) {
    return Row.millis(measured, name)
        .with("photos a minute", 60e3 * photos / measured.millis(name));
  }

  private static Row speedUp(Measured measured, String product, String fast, String slow) {
    return Row.of(
        product + fast + ", faster than " + slow,
        measured.ratio(product + fast, product + slow).inverse());
  }
}
