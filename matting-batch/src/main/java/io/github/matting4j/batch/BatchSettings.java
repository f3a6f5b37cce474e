package io.github.matting4j.batch;

import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a batch was asked to do. Immutable, except while {@link #with} makes a new one. */
final class BatchSettings implements Cloneable {
  private static final double HEAP_SHARE = 0.6;
  private static final int BYTES_PER_PIXEL = 24;

  final MattingModel model;
  final PhotoSource source;
  final PhotoStep step;
  private @Nullable OutputPattern outputs;
  private String fingerprint = "";
  private @Nullable Path manifest;
  private List<Path> otherInputs = List.of();
  private boolean verifying;
  private int callers = Runtime.getRuntime().availableProcessors();
  private long limit = Long.MAX_VALUE;
  private @Nullable Duration timeout;
  private long memory = Math.max(1, (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory()));
  private int bytesPerPixel = BYTES_PER_PIXEL;
  private ReadOptions reading = ReadOptions.defaults();

  private BatchSettings(MattingModel model, PhotoSource source, PhotoStep step) {
    this.model = Objects.requireNonNull(model, "model");
    this.source = Objects.requireNonNull(source, "source");
    this.step = Objects.requireNonNull(step, "step");
  }

  static BatchSettings of(MattingModel model, PhotoSource source, PhotoStep step) {
    return new BatchSettings(model, source, step);
  }

  private interface Change {
    void apply(BatchSettings copy);
  }

  private BatchSettings with(Change change) {
    try {
      BatchSettings copy = (BatchSettings) clone();
      change.apply(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  BatchSettings outputs(OutputPattern pattern) {
    return with(copy -> copy.outputs = pattern);
  }

  BatchSettings fingerprint(String text) {
    return with(copy -> copy.fingerprint = text);
  }

  BatchSettings manifest(Path file) {
    return with(copy -> copy.manifest = file);
  }

  BatchSettings otherInputs(Collection<Path> files) {
    return with(copy -> copy.otherInputs = List.copyOf(files));
  }

  BatchSettings verifying(boolean byContent) {
    return with(copy -> copy.verifying = byContent);
  }

  BatchSettings callers(int count) {
    return with(copy -> copy.callers = count);
  }

  BatchSettings limit(long photos) {
    return with(copy -> copy.limit = photos);
  }

  BatchSettings timeout(Duration time) {
    return with(copy -> copy.timeout = time);
  }

  BatchSettings memory(long bytes) {
    return with(copy -> copy.memory = bytes);
  }

  BatchSettings bytesPerPixel(int bytes) {
    return with(copy -> copy.bytesPerPixel = bytes);
  }

  BatchSettings reading(ReadOptions options) {
    return with(copy -> copy.reading = options);
  }

  Optional<OutputPattern> outputs() {
    return Optional.ofNullable(outputs);
  }

  String fingerprint() {
    return fingerprint;
  }

  Optional<Path> manifest() {
    return Optional.ofNullable(manifest);
  }

  List<Path> otherInputs() {
    return otherInputs;
  }

  boolean isVerifying() {
    return verifying;
  }

  int callers() {
    return callers;
  }

  long limit() {
    return limit;
  }

  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  long memory() {
    return memory;
  }

  int bytesPerPixel() {
    return bytesPerPixel;
  }

  ReadOptions reading() {
    return reading;
  }
}
