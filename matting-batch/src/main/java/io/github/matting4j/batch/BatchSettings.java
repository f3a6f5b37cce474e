package io.github.matting4j.batch;

import io.github.matting4j.batch.workers.Ticker;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a batch was asked to do; {@link BatchRunner} documents the values. */
record BatchSettings(
    MattingModel model,
    PhotoSource source,
    PhotoStep step,
    Optional<OutputPattern> outputs,
    String fingerprint,
    Optional<Path> manifest,
    List<Path> otherInputs,
    boolean verifying,
    int parallelism,
    int substitutes,
    long limit,
    Optional<Duration> timeout,
    long memory,
    int bytesPerPixel,
    ReadOptions reading,
    Supplier<Ticker> ticker) {

  /** These values, to change some of them. */
  Builder toBuilder() {
    Builder builder = new Builder(model, source, step);
    builder.outputs = outputs.orElse(null);
    builder.fingerprint = fingerprint;
    builder.manifest = manifest.orElse(null);
    builder.otherInputs = otherInputs;
    builder.verifying = verifying;
    builder.parallelism = parallelism;
    builder.substitutes = substitutes;
    builder.limit = limit;
    builder.timeout = timeout.orElse(null);
    builder.memory = memory;
    builder.bytesPerPixel = bytesPerPixel;
    builder.reading = reading;
    builder.ticker = ticker;
    return builder;
  }

  /** The values while they are collected, with the defaults at first. */
  static final class Builder {
    private static final double HEAP_SHARE = 0.6;
    private static final int BYTES_PER_PIXEL = 24;
    private static final int SUBSTITUTES = 16;

    private final MattingModel model;
    private final PhotoSource source;
    private final PhotoStep step;
    @Nullable OutputPattern outputs;
    String fingerprint = "";
    @Nullable Path manifest;
    List<Path> otherInputs = List.of();
    boolean verifying;
    int substitutes = SUBSTITUTES;
    int parallelism = Runtime.getRuntime().availableProcessors();
    long limit = Long.MAX_VALUE;
    @Nullable Duration timeout;
    long memory = Math.max(1, (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory()));
    int bytesPerPixel = BYTES_PER_PIXEL;
    ReadOptions reading = ReadOptions.defaults();
    Supplier<Ticker> ticker = Ticker::system;

    Builder(MattingModel model, PhotoSource source, PhotoStep step) {
      this.model = Objects.requireNonNull(model, "model");
      this.source = Objects.requireNonNull(source, "source");
      this.step = Objects.requireNonNull(step, "step");
    }

    BatchSettings build() {
      return new BatchSettings(
          model,
          source,
          step,
          Optional.ofNullable(outputs),
          fingerprint,
          Optional.ofNullable(manifest),
          otherInputs,
          verifying,
          parallelism,
          substitutes,
          limit,
          Optional.ofNullable(timeout),
          memory,
          bytesPerPixel,
          reading,
          ticker);
    }
  }
}
