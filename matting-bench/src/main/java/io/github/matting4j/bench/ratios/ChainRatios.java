package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.Chain;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The way from photo to PNG next to the bare run of the network. */
@Command(
    name = "chain",
    mixinStandardHelpOptions = true,
    description = "The way from photo to PNG next to the bare run of the network, one thread.")
final class ChainRatios implements Callable<Integer> {
  private static final String RAW = "raw run";
  private static final String MATTE = "decoded photo to matte";
  private static final String ALPHA = "JPEG to alpha PNG";
  private static final String REFINED = "JPEG to refined alpha PNG";
  private static final String CUT_OUT = "JPEG to RGBA PNG, photo's colours";
  private static final String CLEAN = "JPEG to RGBA PNG, clean edges (default)";

  private static final Map<String, Goal> FULL_HD =
      Map.of(
          MATTE, Goal.atMost(1.03),
          ALPHA, Goal.atMost(1.12),
          REFINED, Goal.atMost(1.20),
          CUT_OUT, Goal.atMost(1.40),
          CLEAN, Goal.atMost(1.40));

  private static final Map<String, Goal> TWELVE_MEGAPIXELS =
      Map.of(CUT_OUT, Goal.atMost(2.80), CLEAN, Goal.atMost(2.80));

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Chain chain = new Chain(options.graph(), options.picture())) {
      Measured measured = tasks(chain).run(options.warmUp(), options.rounds());
      options.publish(
          "chain", "CPU of the calling thread", rows(measured), spec.commandLine().getOut());
    }
    return 0;
  }

  private static Rounds tasks(Chain chain) throws Exception {
    KernelTasks pieces = chain.pieces();
    ArgbImage photo = pieces.decode();
    return new Rounds(Rounds.Clock.CPU)
        .add(RAW, chain::raw)
        .add(MATTE, chain::matte)
        .add(ALPHA, chain::jpegToAlpha)
        .add(REFINED, chain::jpegToRefinedAlpha)
        .add("raw run again (noise)", chain::raw)
        .add(CUT_OUT, () -> chain.jpegToCutOut(KernelTasks.rawColours()))
        .add(CLEAN, () -> chain.jpegToCutOut(Composer.cutOut()))
        .add(
            "JPEG to RGBA PNG, refined, clean edges",
            () -> chain.jpegToRefinedCutOut(Composer.cutOut()))
        .add("of that: decode the JPEG", pieces::decode)
        .add("of that: refine the matte", () -> pieces.refine(photo))
        .add("of that: write the alpha PNG", () -> pieces.encodeAlpha(pieces.matte()))
        .add("of that: cut out, photo's colours", () -> pieces.compose(KernelTasks.rawColours()))
        .add("of that: cut out, clean edges", () -> pieces.compose(Composer.cutOut()))
        .add(
            "of that: cut out and write the RGBA PNG",
            () -> pieces.encode(pieces.compose(KernelTasks.rawColours())));
  }

  private List<Row> rows(Measured measured) {
    Map<String, Goal> goals =
        options.isFullHd()
            ? FULL_HD
            : options.isTwelveMegapixels() ? TWELVE_MEGAPIXELS : Map.<String, Goal>of();
    List<Row> rows = new ArrayList<>();
    for (String name : measured.names()) {
      Row row = Row.of(measured, name, RAW);
      Goal goal = goals.get(name);
      rows.add(goal == null ? row : row.goal(goal));
    }
    return rows;
  }
}
