package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.Chain;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.image.ArgbImage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Each thing that is done to pixels, by itself. */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description = "Each thing that is done to pixels, next to the bare run of the network.")
final class KernelRatios implements Callable<Integer> {
  private static final String RAW = "raw run";

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Chain chain = new Chain(options.graph(), options.picture())) {
      Measured measured = tasks(chain).run(options.warmUp(), options.rounds());
      options.publish(
          "kernels",
          "CPU of the calling thread",
          measured.names().stream().map(name -> Row.of(measured, name, RAW)).toList(),
          spec.commandLine().getOut());
    }
    return 0;
  }

  private static Rounds tasks(Chain chain) {
    KernelTasks pieces = chain.pieces();
    ArgbImage photo = pieces.photo();
    Composer onWhite = Composer.onto(Background.WHITE).estimating(ForegroundEstimator.none());
    return new Rounds(Rounds.Clock.CPU)
        .add(RAW, chain::raw)
        .add("resize and pack into the network", () -> pieces.pack(photo))
        .add("alpha out of the network, enlarged and checked", pieces::enlarge)
        .add("range check alone", pieces::checkRange)
        .add("refine: guided filter", () -> pieces.refine(photo))
        .add("refine: hair", () -> pieces.refineHair(photo))
        .add(
            "foreground: multi-level near edges (default)",
            () -> pieces.estimate(ForegroundEstimator.multiLevel()))
        .add(
            "foreground: multi-level as published",
            () -> pieces.estimate(ForegroundEstimator.publishedMultiLevel()))
        .add("compose: cut out", () -> pieces.compose(KernelTasks.rawColours()))
        .add("compose: on white", () -> pieces.compose(onWhite))
        .add("compose: on white in linear light", () -> pieces.compose(onWhite.inLinearLight()));
  }
}
