package io.github.matting4j.batch;

import io.github.matting4j.batch.manifest.FileStamp;
import io.github.matting4j.batch.manifest.JobIdentity;
import io.github.matting4j.batch.manifest.Manifest;
import io.github.matting4j.batch.manifest.ManifestEntry;
import io.github.matting4j.batch.manifest.ManifestLines;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one photo from being pulled to its outcome: skip it, or run it and write the manifest's
 * line. Thread-safe.
 */
final class PhotoProcessor implements AutoCloseable {
  private final BatchSettings settings;
  private final JobIdentity job;
  private final @Nullable Manifest manifest;
  private final BooleanSupplier cancelled;
  private final PhotoRunner runner;
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
    this.runner = new PhotoRunner(settings, cancelled);
  }

  /** Whether photos wait for memory. */
  boolean isWaitingForMemory() {
    return runner.isWaitingForMemory();
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
    PhotoRunner.Attempt attempt = runner.run(photo, stamp.size(), pulled.outputs());
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
    runner.close();
  }
}
