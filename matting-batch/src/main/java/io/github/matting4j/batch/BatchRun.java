package io.github.matting4j.batch;

import io.github.matting4j.batch.manifest.JobIdentity;
import io.github.matting4j.batch.manifest.Manifest;
import io.github.matting4j.batch.manifest.ManifestEntry;
import io.github.matting4j.batch.manifest.ManifestLines;
import io.github.matting4j.batch.workers.Pace;
import io.github.matting4j.batch.workers.Ticker;
import io.github.matting4j.batch.workers.Workers;
import io.github.matting4j.io.file.FileIdentities;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.ModelIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A batch that runs: outcomes as they come, in no particular order, few of them ahead of whoever
 * asks. Close it: that stops photos in flight, waits for the workers and closes the manifest.
 *
 * <p>One thread may iterate; the other methods are thread-safe.
 */
public final class BatchRun implements Iterator<PhotoOutcome>, AutoCloseable {
  private final BatchSettings settings;
  private final FileIdentities names;
  private final OutputOwners owners;
  private final @Nullable Manifest manifest;
  private final PhotoProcessor processor;
  private final OutcomeQueue queue;
  private final Ticker ticker;
  private final Workers workers;
  private final Pace pace;
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final ReentrantLock pulling = new ReentrantLock();
  private final Instant startedAt = Instant.now();
  private final long startNanos = System.nanoTime();
  private volatile boolean stopped;
  private volatile boolean cancelled;
  private volatile boolean exhausted;
  private volatile long endNanos;

  private BatchRun(
      BatchSettings settings,
      FileIdentities names,
      OutputOwners owners,
      JobIdentity job,
      @Nullable Manifest manifest) {
    this.settings = settings;
    this.names = names;
    this.owners = owners;
    this.manifest = manifest;
    this.processor = new PhotoProcessor(settings, job, manifest, () -> cancelled);
    this.queue = new OutcomeQueue(settings.parallelism());
    this.ticker = settings.ticker().get();
    this.workers = new Workers(settings.parallelism(), settings.substitutes(), this::work);
    this.pace = new Pace(ticker, processor::isWaitingForMemory, workers);
  }

  static BatchRun start(BatchSettings settings) throws IOException {
    Path folder = settings.outputs().map(OutputPattern::folder).orElse(null);
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileIdentities names = FileIdentities.cached();
    AtomicReference<@Nullable Manifest> opened = new AtomicReference<>();
    OutputOwners owners =
        new OutputOwners(settings.source(), key -> find(opened.get(), key), folder);
    settings.otherInputs().forEach(file -> owners.protect(file, file.toString()));
    settings.manifest().ifPresent(file -> owners.protect(file, "the manifest"));
    Manifest manifest = null;
    if (settings.manifest().isPresent()) {
      manifest = Manifest.open(settings.manifest().get(), names, owners::remember);
      opened.set(manifest);
    }
    try {
      JobIdentity job = identify(settings);
      if (manifest != null) {
        manifest.append(ManifestLines.start(job));
      }
      BatchRun run = new BatchRun(settings, names, owners, job, manifest);
      run.workers.start();
      return run;
    } catch (IOException | RuntimeException | Error e) {
      if (manifest != null) {
        manifest.close();
      }
      throw e;
    }
  }

  private static @Nullable ManifestEntry find(@Nullable Manifest manifest, long key)
      throws IOException {
    return manifest == null ? null : manifest.find(key);
  }

  private static JobIdentity identify(BatchSettings settings) {
    ModelIdentity model = settings.model().identity();
    return new JobIdentity(
        model.modelId(),
        model.weightsSha256(),
        model.recipeSha256(),
        Sha256.of(settings.fingerprint()));
  }

  private void work() {
    boolean surplus = false;
    try {
      while (!surplus) {
        PulledPhoto pulled = pull();
        if (pulled == null) {
          break;
        }
        PhotoOutcome outcome = timed(pulled);
        if (outcome == null) {
          stopped = true; // the limit
        } else {
          queue.put(outcome);
        }
        surplus = workers.isSurplus();
      }
    } catch (InterruptedException e) {
      if (!cancelled) {
        fail(e);
      }
    } catch (Throwable e) {
      fail(e);
    } finally {
      if (!surplus && workers.isLast()) {
        finish();
      }
    }
  }

  private @Nullable PhotoOutcome timed(PulledPhoto pulled)
      throws InterruptedException, IOException {
    Pace.Lap lap = pace.begin();
    OptionalLong waited = OptionalLong.empty();
    try {
      PhotoOutcome outcome = processor.take(pulled);
      if (outcome != null && outcome.status() == PhotoOutcome.Status.DONE) {
        waited = OptionalLong.of(outcome.stages().admission().toNanos());
      }
      return outcome;
    } finally {
      lap.end(waited);
    }
  }

  private void fail(Throwable e) {
    fault.compareAndSet(null, e);
    stopped = true;
  }

  private @Nullable PulledPhoto pull() throws IOException, InterruptedException {
    pulling.lockInterruptibly();
    try {
      if (stopped || exhausted) {
        return null;
      }
      PhotoFile photo = settings.source().next();
      if (photo == null) {
        exhausted = true;
        return null;
      }
      return prepared(photo);
    } finally {
      pulling.unlock();
    }
  }

  private PulledPhoto prepared(PhotoFile photo) throws IOException {
    long key = names.entryKey(photo.file());
    if (photo.problem().isPresent()) {
      return new PulledPhoto(photo, key, Map.of(), nameFailure(photo.problem().get()));
    }
    Map<String, Path> outputs;
    try {
      outputs = settings.outputs().map(pattern -> pattern.outputs(photo)).orElse(Map.of());
    } catch (InvalidPathException e) {
      String problem = "its result cannot be named '" + e.getInput() + "': " + e.getReason();
      return new PulledPhoto(photo, key, Map.of(), nameFailure(problem));
    }
    return new PulledPhoto(photo, key, outputs, owners.claim(key, photo.file(), outputs));
  }

  private static Optional<PhotoFailure> nameFailure(String problem) {
    return Optional.of(new PhotoFailure(FailureKind.NAME, problem));
  }

  /** The last worker puts everything away. */
  private void finish() {
    try (ticker;
        processor;
        PhotoSource source = settings.source();
        manifest) {
      if (manifest != null) {
        if (!manifest.endedCleanly() && settings.outputs().isPresent()) {
          LeftoverFiles.remove(settings.outputs().get().folder(), startedAt);
        }
        manifest.append(ManifestLines.end());
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    } finally {
      endNanos = System.nanoTime();
      queue.end();
    }
  }

  /**
   * Whether there is another outcome; waits until that is known.
   *
   * @throws UncheckedIOException if the source or the manifest failed
   * @throws MattingCancelledException if the calling thread is interrupted; the batch is cancelled,
   *     the flag still set
   */
  @Override
  public boolean hasNext() {
    try {
      if (queue.peek() != null) {
        return true;
      }
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new MattingCancelledException("the batch was interrupted; it can be resumed", e);
    }
    Throwable thrown = fault.get();
    if (thrown instanceof IOException e) {
      throw new UncheckedIOException(e);
    }
    if (thrown != null) {
      throw new IllegalStateException("the batch ended early: " + thrown, thrown);
    }
    return false;
  }

  /** The next outcome; waits for it. */
  @Override
  public PhotoOutcome next() {
    PhotoOutcome outcome = hasNext() ? queue.poll() : null;
    if (outcome == null) {
      throw new NoSuchElementException("the batch has ended");
    }
    return outcome;
  }

  /** The outcomes to come as a sequential stream; closing it closes the batch. */
  public Stream<PhotoOutcome> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(this, Spliterator.NONNULL | Spliterator.IMMUTABLE),
            false)
        .onClose(this::close);
  }

  /** Takes no more photos; those in flight are finished. Returns at once. */
  public void stop() {
    stopped = true;
  }

  /** Takes no more photos and interrupts those in flight. Returns at once. */
  public void cancel() {
    cancelled = true;
    stopped = true;
    workers.interrupt();
    queue.abandon();
  }

  /** What the user should know of the batch as a whole, in sentences. */
  public List<String> notes() {
    long damaged = manifest == null ? 0 : manifest.damagedLines();
    return damaged == 0
        ? List.of()
        : List.of(
            (damaged == 1 ? "1 line" : damaged + " lines")
                + " of the manifest "
                + settings.manifest().orElseThrow()
                + " cannot be understood and "
                + (damaged == 1 ? "is" : "are")
                + " ignored; photos that only such lines know are done again");
  }

  /** The number of threads. */
  int workers() {
    return workers.alive();
  }

  /** What became of the photos so far. */
  public BatchSummary summary() {
    long until = endNanos == 0 ? System.nanoTime() : endNanos;
    boolean complete = exhausted && !cancelled && !processor.isBeyondLimit() && fault.get() == null;
    return queue.summary(complete, Duration.ofNanos(until - startNanos));
  }

  /** Cancels what still runs, waits for it, and closes the manifest. Idempotent. */
  @Override
  public void close() {
    if (workers.alive() > 0) {
      cancel();
    }
    workers.join();
  }
}
