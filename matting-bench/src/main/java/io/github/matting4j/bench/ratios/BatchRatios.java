package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.Chain;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.bench.fixture.PhotoBatch;
import io.github.matting4j.bench.fixture.PhotoBatch.Product;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final String CHAIN = "chain in memory, 1 thread";
  private static final String ALONE = "batch, 1 worker, 1 thread";
  private static final String WIDE = "batch, 1 worker, " + CORES + " threads";
  private static final String MANY = "batch, " + CORES + " workers, 1 thread each";

  private static final Map<Product, String> PRODUCTS = products();

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
    try (Chain chain = new Chain(options.graph(), options.picture());
        PhotoBatch alone = open(OpenOptions.forThroughput().callers(1));
        PhotoBatch wide = open(OpenOptions.forLatency());
        PhotoBatch many = open(OpenOptions.forThroughput())) {
      Rounds rounds = new Rounds(Rounds.Clock.WALL);
      PRODUCTS.forEach(
          (product, name) ->
              rounds
                  .add(name + CHAIN, () -> chained(chain, product))
                  .add(name + ALONE, () -> alone.run(product))
                  .add(name + WIDE, () -> wide.run(product))
                  .add(name + MANY, () -> many.run(product)));
      Measured measured = rounds.run(options.warmUp(), options.rounds());
      options.publish(
          "batch",
          "on the wall, " + photos + " photos a round",
          rows(measured),
          spec.commandLine().getOut());
    }
    return 0;
  }

  /** In an order. */
  private static Map<Product, String> products() {
    Map<Product, String> products = new LinkedHashMap<>();
    products.put(Product.ALPHA, "JPEG to alpha PNG: ");
    products.put(Product.CUT_OUT, "JPEG to RGBA PNG: ");
    return products;
  }

  private PhotoBatch open(OpenOptions layout) throws IOException {
    return new PhotoBatch(options.graph(), options.picture(), layout, photos);
  }

  private long chained(Chain chain, Product product) throws IOException {
    long bytes = 0;
    for (int i = 0; i < photos; i++) {
      bytes +=
          product == Product.ALPHA
              ? chain.jpegToAlpha().length
              : chain.jpegToCutOut(KernelTasks.rawColours()).length;
    }
    return bytes;
  }

  private List<Row> rows(Measured measured) {
    List<Row> rows = new ArrayList<>();
    for (String name : measured.names()) {
      double millis = measured.millis(name);
      rows.add(Row.millis(measured, name).with("photos a minute", 60e3 * photos / millis));
    }
    PRODUCTS.forEach(
        (product, name) -> {
          double overWide = product == Product.ALPHA ? 1.15 : 1.25;
          rows.add(speedUp(measured, name, CHAIN).goal(Goal.atLeast(0.9 * CORES)));
          rows.add(speedUp(measured, name, ALONE));
          rows.add(speedUp(measured, name, WIDE).goal(Goal.atLeast(overWide)));
        });
    return rows;
  }

  private static Row speedUp(Measured measured, String product, String slow) {
    return Row.of(
        product + MANY + ", throughput over " + slow,
        measured.ratio(product + MANY, product + slow).inverse());
  }
}
