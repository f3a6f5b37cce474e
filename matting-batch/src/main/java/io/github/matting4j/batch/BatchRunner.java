package io.github.matting4j.batch;

import io.github.matting4j.batch.workers.Ticker;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes many photos through one model: each worker reads, mattes, refines and writes a photo before
 * it asks for the next, so nothing piles up in between.
 *
 * <pre>{@code
 * try (MattingModel model = MattingModels.discovered().openFirst(OpenOptions.forThroughput())) {
 *   BatchSummary summary =
 *       BatchRunner.of(model, PhotoSource.below(photos), step)
 *           .outputs(OutputPattern.in(results, "cutout"))
 *           .manifest(results.resolve("manifest.jsonl"))
 *           .run();
 * }
 * }</pre>
 *
 * <p><b>Memory.</b> A photo is let in when its estimated heap, from the size its header claims,
 * fits the budget together with those in flight; one that exceeds the budget goes alone. Photos are
 * pulled from the source one by one.
 *
 * <p><b>Slow photos.</b> While a photo takes a quarter longer than usual, a {@linkplain
 * #substitutes substitute} processes others, so that results do not stop coming.
 *
 * <p><b>Failures.</b> A photo that fails, in whatever way, is an outcome with a {@link
 * FailureKind}; the others go on. One that runs out of memory is tried once more alone. Only a
 * source or a manifest that fails ends the batch.
 *
 * <p><b>Resuming.</b> With a manifest, a photo is skipped if it, the model, the fingerprint and the
 * results are what they were when it was done. Failed photos are tried again. After a kill at any
 * moment the same call goes on: at most the photos in flight are done again.
 *
 * <p><b>Stopping.</b> Interrupting the thread in {@link #run}, or cancelling the future, stops the
 * photos in flight and leaves the manifest valid; {@link BatchRun#stop} lets them finish. Callers
 * may be virtual threads: the workers are platform threads of the batch's own, daemons.
 *
 * <p>Immutable: each step returns a new value. A runner of a source that can be read once can be
 * run once.
 */
public final class BatchRunner {
  private final BatchSettings settings;

  private BatchRunner(BatchSettings settings) {
    this.settings = settings;
  }

  /**
   * A batch of these photos.
   *
   * @param model open for as many callers as there shall be workers, usually {@link
   *     io.github.matting4j.model.OpenOptions#forThroughput}; stays open
   * @param source closed when the batch ends
   * @param step what is done to each photo
   */
  public static BatchRunner of(MattingModel model, PhotoSource source, PhotoStep step) {
    return new BatchRunner(new BatchSettings.Builder(model, source, step).build());
  }

  private BatchRunner with(Consumer<BatchSettings.Builder> change) {
    BatchSettings.Builder changed = settings.toBuilder();
    change.accept(changed);
    return new BatchRunner(changed.build());
  }

  private static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
    }
    return value;
  }

  /** How results are named. Default: there are none that the batch knows of. */
  public BatchRunner outputs(OutputPattern pattern) {
    return with(changed -> changed.outputs = Objects.requireNonNull(pattern, "pattern"));
  }

  /**
   * What decides the results in addition to photo and model: any text that changes when they would.
   * Default: the empty text.
   */
  public BatchRunner fingerprint(String text) {
    return with(changed -> changed.fingerprint = Objects.requireNonNull(text, "text"));
  }

  /**
   * The file that remembers what was done; made if it is not there. One batch at a time may use it.
   * Default: none, so that everything is done.
   */
  public BatchRunner manifest(Path file) {
    return with(changed -> changed.manifest = Objects.requireNonNull(file, "file"));
  }

  /**
   * Files that are read in addition to the photos, such as a picture for the background: no result
   * replaces one of them, nor the manifest. Default: none.
   */
  public BatchRunner otherInputs(Collection<Path> files) {
    return with(changed -> changed.otherInputs = List.copyOf(files));
  }

  /**
   * Whether photos of the manifest are told to be unchanged by their content rather than by size
   * and time of change. Reads every one. Default: false.
   */
  public BatchRunner verifying(boolean byContent) {
    return with(changed -> changed.verifying = byContent);
  }

  /** How many photos are processed at the same time, at least 1. Default: as many as cores. */
  public BatchRunner parallelism(int photos) {
    return with(changed -> changed.parallelism = (int) atLeastOne("parallelism", photos));
  }

  /**
   * How many photos more than {@link #parallelism} may be processed at the same time while some
   * take far longer than usual, because they come from a slow disk or are large: as many more as
   * there are such photos. They share the memory with the others. At least 0. Default: 16.
   */
  public BatchRunner substitutes(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("substitutes is " + max + "; it must be at least 0");
    }
    return with(changed -> changed.substitutes = max);
  }

  /** The clock that decides which photos take long. */
  BatchRunner ticker(Supplier<Ticker> ticker) {
    return with(changed -> changed.ticker = ticker);
  }

  /** The most photos to do; those skipped do not count. At least 1. Default: all. */
  public BatchRunner limit(long photos) {
    return with(changed -> changed.limit = atLeastOne("limit", photos));
  }

  /**
   * The longest time for one photo, from when it is let in; positive. Its thread is then
   * interrupted. Default: none.
   */
  public BatchRunner timeout(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("timeout is " + time + "; it must be positive");
    }
    return with(changed -> changed.timeout = time);
  }

  /**
   * The heap and direct memory for all photos in flight, in bytes, at least 1. Default: 60 % of the
   * maximum heap.
   */
  public BatchRunner memory(long bytes) {
    return with(changed -> changed.memory = atLeastOne("memory", bytes));
  }

  /**
   * The heap that the step takes for each pixel of the photo at its peak, photo included, at least
   * 4. Default 24: photo, matte, two pictures, and some garbage on the way. Of photos of 16 bits a
   * channel the batch counts 16 more, unless {@link #reading} says 8 bits. The tensors of the
   * network and the refinement at its size are counted in addition.
   */
  public BatchRunner bytesPerPixel(int bytes) {
    if (bytes < 4) {
      throw new IllegalArgumentException("bytesPerPixel is " + bytes + "; the photo alone takes 4");
    }
    return with(changed -> changed.bytesPerPixel = bytes);
  }

  /** How photos are read. Default: {@link ReadOptions#defaults()}. */
  public BatchRunner reading(ReadOptions options) {
    return with(changed -> changed.reading = Objects.requireNonNull(options, "options"));
  }

  /**
   * Starts, and gives outcomes one by one as they are asked for.
   *
   * @throws IOException if the manifest cannot be used, or the output folder not be made
   */
  public BatchRun open() throws IOException {
    return BatchRun.start(settings);
  }

  /**
   * Runs the batch to its end.
   *
   * @throws IOException if the manifest cannot be used, or the source fails
   * @throws io.github.matting4j.model.MattingCancelledException if the calling thread is
   *     interrupted; its flag is still set, photos in flight were stopped, the manifest is valid
   */
  public BatchSummary run() throws IOException {
    try (BatchRun run = open()) {
      return drained(run);
    }
  }

  /**
   * Runs the batch on threads of its own. Cancelling the future stops the photos in flight. It ends
   * exceptionally as {@link #run} does.
   */
  public CompletableFuture<BatchSummary> runAsync() {
    CompletableFuture<BatchSummary> future = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(future), "matting4j-batch");
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  private void complete(CompletableFuture<BatchSummary> future) {
    @Nullable BatchSummary summary = null;
    try (BatchRun run = open()) {
      CompletableFuture<BatchSummary> unused =
          future.whenComplete((result, failure) -> run.cancel());
      summary = drained(run);
    } catch (Throwable thrown) {
      future.completeExceptionally(
          thrown instanceof CompletionException && thrown.getCause() != null
              ? thrown.getCause()
              : thrown);
    }
    if (summary != null) {
      future.complete(summary);
    }
  }

  /**
   * Runs single photos instead, with this batch's model, reading, memory and timeout; its source,
   * step, results, manifest, parallelism and limit are not used.
   *
   * @param cancelled whether the photo that the calling thread runs was cancelled; what it throws
   *     then is no failure of the photo
   */
  public PhotoRunner photoRunner(BooleanSupplier cancelled) {
    return new PhotoRunner(settings, cancelled);
  }

  /** What was asked for. */
  BatchSettings settings() {
    return settings;
  }

  private static BatchSummary drained(BatchRun run) throws IOException {
    try {
      while (run.hasNext()) {
        run.next();
      }
    } catch (java.io.UncheckedIOException e) {
      throw Optional.ofNullable(e.getCause()).orElseGet(() -> new IOException(e));
    }
    return run.summary();
  }
}
