package io.github.matting4j.bench.ratios;

import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.bench.fixture.Chain;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.bench.fixture.PhotoBatch;
import io.github.matting4j.bench.fixture.PhotoBatch.Product;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
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
  private static final int CORES = BatchLayout.cores();
  private static final String CHAIN = "chain in memory, 1 thread";
  private static final String ALONE = "batch, 1 worker, 1 thread";
  private static final String WIDE = "batch, 1 worker, " + CORES + " threads";
  private static final String MANY = "batch, " + CORES + " workers, 1 thread each";

  private static final String OVERLAPPED =
      "batch, " + CORES + " workers, 1 of them in the network, " + CORES + " threads";
  private static final String SPARE =
      "batch, " + (CORES + 1) + " workers, " + CORES + " of them in the network, 1 thread each";

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
        PhotoBatch alone = open(new BatchLayout(1, 1));
        PhotoBatch wide = open(new BatchLayout(1, CORES));
        PhotoBatch overlapped = open(new BatchLayout(CORES, 1, CORES));
        PhotoBatch many = open(new BatchLayout(CORES, 1));
        PhotoBatch spare = open(new BatchLayout(CORES + 1, CORES, 1))) {
      Map<String, PhotoBatch> batches = new LinkedHashMap<>();
      batches.put(ALONE, alone);
      batches.put(WIDE, wide);
      batches.put(OVERLAPPED, overlapped);
      batches.put(MANY, many);
      batches.put(SPARE, spare);
      Rounds rounds = new Rounds(Rounds.Clock.WALL);
      PRODUCTS.forEach(
          (product, name) -> {
            rounds.add(name + CHAIN, () -> chained(chain, product));
            batches.forEach((layout, batch) -> rounds.add(name + layout, () -> batch.run(product)));
          });
      Measured measured = rounds.run(options.warmUp(), options.rounds());
      options.publish(
          "batch",
          "on the wall, " + photos + " photos a round",
          rows(measured, batches),
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

  private PhotoBatch open(BatchLayout layout) throws IOException {
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

  private List<Row> rows(Measured measured, Map<String, PhotoBatch> batches) {
    List<Row> rows = new ArrayList<>();
    PRODUCTS.forEach(
        (product, name) -> {
          rows.add(rate(measured, name + CHAIN));
          batches.forEach(
              (layout, batch) ->
                  rows.add(
                      rate(measured, name + layout).with("cores busy", batch.busyCores(product))));
        });
    PRODUCTS.forEach(
        (product, name) -> {
          double overWide = product == Product.ALPHA ? 1.15 : 1.25;
          rows.add(speedUp(measured, name, CHAIN).goal(Goal.atLeast(0.9 * CORES)));
          rows.add(speedUp(measured, name, ALONE));
          rows.add(speedUp(measured, name, WIDE).goal(Goal.atLeast(overWide)));
          rows.add(speedUp(measured, name, OVERLAPPED));
          rows.add(speedUp(measured, name, SPARE));
        });
    return rows;
  }

  private Row rate(Measured measured, String name) {
    double perMinute = 60e3 * photos / measured.millis(name);
    return Row.millis(measured, name).with("photos a minute", perMinute);
  }

  private static Row speedUp(Measured measured, String product, String slow) {
    return Row.of(
        product + MANY + ", throughput over " + slow,
        measured.ratio(product + MANY, product + slow).inverse());
  }
}
