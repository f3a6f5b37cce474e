package io.github.matting4j.batch;

import io.github.matting4j.batch.admission.Deadlines;
import io.github.matting4j.batch.admission.MemoryGate;
import io.github.matting4j.batch.admission.PhotoHeader;
import io.github.matting4j.batch.manifest.FileStamp;
import io.github.matting4j.batch.manifest.JobIdentity;
import io.github.matting4j.batch.manifest.Manifest;
import io.github.matting4j.batch.manifest.ManifestEntry;
import io.github.matting4j.batch.manifest.ManifestLines;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one photo from being pulled to its outcome: skip it, or wait for memory, run the step under
 * a clock, tell what went wrong, write the manifest's line. Thread-safe.
 */
final class PhotoProcessor implements AutoCloseable {
  private final BatchSettings settings;
  private final JobIdentity job;
  private final @Nullable Manifest manifest;
  private final BooleanSupplier cancelled;
  private final MemoryGate gate;
  private final Deadlines deadlines;
  private final AtomicLong begun = new AtomicLong();

  PhotoProcessor(
      BatchSettings settings,
      JobIdentity job,
      @Nullable Manifest manifest,
      BooleanSupplier cancelled) {
    this.settings = settings;
    this.job = job;
    this.manifest = manifest;
    this.cancelled = cancelled;
    this.gate = new MemoryGate(settings.memory());
    this.deadlines = new Deadlines(settings.timeout());
  }

  /** Whether more photos were due than the limit allows. */
  boolean isBeyondLimit() {
    return begun.get() > settings.limit();
  }

  /**
   * The outcome, or null if the limit was reached before.
   *
   * @throws InterruptedException if the batch was cancelled
   * @throws IOException if the manifest fails
   */
  @Nullable PhotoOutcome take(PulledPhoto pulled) throws InterruptedException, IOException {
    PhotoFile photo = pulled.photo();
    FileStamp stamp = new FileStamp(0, "");
    try {
      if (pulled.failure().filter(failure -> failure.kind() == FailureKind.NAME).isEmpty()) {
        stamp = FileStamp.of(photo.file(), settings.reading().deadline());
      }
      if (pulled.failure().isEmpty() && isDone(pulled, stamp)) {
        return PhotoOutcome.skipped(photo, pulled.outputs());
      }
    } catch (IOException e) {
      requireNotCancelled();
      return unread(pulled, FailureTriage.of(e, false));
    }
    if (begun.incrementAndGet() > settings.limit()) {
      return null;
    }
    if (pulled.failure().isPresent()) {
      return unread(pulled, pulled.failure().get());
    }
    Attempt attempt = attempt(pulled, stamp);
    if (FailureKind.OUT_OF_MEMORY == attempt.failure()) {
      attempt = attemptAlone(pulled);
    }
    record(pulled, stamp, attempt.sha256(), attempt.outcome());
    return attempt.outcome();
  }

  private boolean isDone(PulledPhoto pulled, FileStamp stamp) throws IOException {
    if (manifest == null) {
      return false;
    }
    ManifestEntry known = manifest.find(pulled.key());
    Optional<ReadOptions> hashing =
        settings.verifying() ? Optional.of(settings.reading()) : Optional.empty();
    return known != null
        && known.input().equals(absolute(pulled.photo()))
        && known.isCurrent(stamp, job, pulled.outputs(), hashing);
  }

  private void requireNotCancelled() throws InterruptedException {
    if (cancelled.getAsBoolean()) {
      throw new InterruptedException("the batch was cancelled");
    }
  }

  private PhotoOutcome unread(PulledPhoto pulled, PhotoFailure failure) throws IOException {
    PhotoOutcome outcome = PhotoOutcome.failed(pulled.photo(), failure.kind(), failure.message());
    record(pulled, new FileStamp(0, ""), "", outcome);
    return outcome;
  }

  /** What a try came to. */
  private record Attempt(PhotoOutcome outcome, String sha256) {
    @Nullable FailureKind failure() {
      return outcome.failure().map(PhotoFailure::kind).orElse(null);
    }
  }

  private Attempt attempt(PulledPhoto pulled, FileStamp stamp) throws InterruptedException {
    long bytes =
        PhotoHeader.of(pulled.photo().file(), settings.reading())
            .heapBytes(stamp.size(), settings.bytesPerPixel(), settings.reading().bits());
    long waited = System.nanoTime();
    try (MemoryGate.Share share = gate.enter(bytes)) {
      return run(pulled, Duration.ofNanos(System.nanoTime() - waited));
    }
  }

  private Attempt attemptAlone(PulledPhoto pulled) throws InterruptedException {
    long waited = System.nanoTime();
    try (MemoryGate.Share share = gate.enterAlone()) {
      return run(pulled, Duration.ofNanos(System.nanoTime() - waited));
    }
  }

  private Attempt run(PulledPhoto pulled, Duration admission) throws InterruptedException {
    PhotoWork work =
        new PhotoWork(
            pulled.photo(),
            settings.model(),
            settings.reading(),
            settings.timeout(),
            pulled.outputs());
    Optional<PhotoFailure> failure = makeFolders(pulled.outputs());
    if (failure.isEmpty()) {
      failure = runStep(work);
    }
    PhotoOutcome outcome =
        failure.isPresent() ? work.failed(admission, failure.get()) : work.done(admission);
    return new Attempt(outcome, work.sha256());
  }

  private static Optional<PhotoFailure> makeFolders(Map<String, Path> outputs) {
    try {
      for (Path output : outputs.values()) {
        Files.createDirectories(output.resolveSibling(""));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(FailureTriage.of(e, true));
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it is, it is this photo's failure
  private Optional<PhotoFailure> runStep(PhotoWork work) throws InterruptedException {
    Throwable thrown = null;
    boolean late;
    try (Deadlines.Watch watch = deadlines.watch()) {
      try {
        settings.step().run(work);
        checkMade(work.outputs());
      } catch (Throwable t) {
        thrown = t;
      }
      late = watch.fired();
    }
    if (thrown == null) {
      return Optional.empty();
    }
    requireNotCancelled();
    return Optional.of(
        late || (thrown instanceof MattingTimeoutException && settings.timeout().isPresent())
            ? FailureTriage.timeout(settings.timeout())
            : FailureTriage.of(thrown, work.isMatted()));
  }

  private static void checkMade(Map<String, Path> outputs) throws IOException {
    for (Map.Entry<String, Path> output : outputs.entrySet()) {
      if (!Files.exists(output.getValue())) {
        throw new NoSuchFileException(
            output.getValue().toString(),
            null,
            "the step made no result '" + output.getKey() + "'");
      }
    }
  }

  private void record(PulledPhoto pulled, FileStamp stamp, String sha256, PhotoOutcome outcome)
      throws IOException {
    if (manifest == null) {
      return;
    }
    Map<String, ManifestEntry.Output> outputs = new LinkedHashMap<>();
    boolean done = outcome.status() == PhotoOutcome.Status.DONE;
    if (done) {
      for (Map.Entry<String, Path> output : pulled.outputs().entrySet()) {
        outputs.put(output.getKey(), ManifestEntry.Output.of(output.getValue()));
      }
    }
    ManifestEntry entry =
        new ManifestEntry(absolute(pulled.photo()), stamp, sha256, done, job, outputs);
    manifest.append(
        pulled.key(), ManifestLines.photo(entry, json -> OutcomeFields.write(json, outcome)));
  }

  private static Path absolute(PhotoFile photo) {
    return photo.file().toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    deadlines.close();
  }
}
