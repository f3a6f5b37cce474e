package io.github.matting4j.batch;

import io.github.matting4j.batch.admission.Deadlines;
import io.github.matting4j.batch.admission.HeapEstimate;
import io.github.matting4j.batch.admission.MemoryGate;
import io.github.matting4j.batch.admission.PhotoHeader;
import io.github.matting4j.model.MattingTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a step on single photos: each waits for its share of memory, runs within its time, and
 * becomes an outcome whatever is thrown; one that runs out of memory is tried once more alone.
 * {@link BatchRunner#photoRunner} makes one, for programs that distribute photos themselves.
 *
 * <p>Thread-safe: the photos of all threads share the memory. Does not close the model.
 */
public final class PhotoRunner implements AutoCloseable {
  private final BatchSettings settings;
  private final BooleanSupplier cancelled;
  private final MemoryGate gate;
  private final Deadlines deadlines;
  private final HeapEstimate estimate;

  PhotoRunner(BatchSettings settings, BooleanSupplier cancelled) {
    this(settings, cancelled, new MemoryGate(settings.memory()));
  }

  private PhotoRunner(BatchSettings settings, BooleanSupplier cancelled, MemoryGate gate) {
    this.settings = settings;
    this.cancelled = cancelled;
    this.gate = gate;
    this.deadlines = new Deadlines(settings.timeout());
    this.estimate =
        new HeapEstimate(
            settings.bytesPerPixel(),
            settings.reading().bits(),
            settings.model().descriptor().sizeRule());
  }

  /**
   * A runner of another batch, whose photos share the memory with the photos of this one; the
   * memory that the other batch was given is not used.
   *
   * @param cancelled as for {@link BatchRunner#photoRunner}
   */
  public PhotoRunner sharingMemory(BatchRunner other, BooleanSupplier cancelled) {
    return new PhotoRunner(other.settings(), cancelled, gate);
  }

  /**
   * Runs a step on a photo; the batch has no outputs for it.
   *
   * @param photo for names and messages; its file is not read
   * @param content read at once, before the photo waits for memory
   * @param step called twice if it runs out of memory at first
   * @throws InterruptedException if the calling thread was interrupted while it waited, or the
   *     photo failed after it was cancelled
   */
  public PhotoOutcome run(PhotoFile photo, PhotoContent content, PhotoStep step)
      throws InterruptedException {
    return run(photo, content, step, false);
  }

  /** As {@link #run(PhotoFile, PhotoContent, PhotoStep)}, while this runner runs no other photo. */
  public PhotoOutcome runAlone(PhotoFile photo, PhotoContent content, PhotoStep step)
      throws InterruptedException {
    return run(photo, content, step, true);
  }

  @SuppressWarnings("CatchingUnchecked") // each exception is this photo's failure
  private PhotoOutcome run(PhotoFile photo, PhotoContent content, PhotoStep step, boolean alone)
      throws InterruptedException {
    byte[] data;
    try {
      data = content.read(settings.reading());
    } catch (Throwable thrown) {
      requireNotCancelled();
      PhotoFailure failure = FailureTriage.of(thrown, false);
      return PhotoOutcome.failed(photo, failure.kind(), failure.message());
    }
    Task task = new Task(photo, options -> data, step, Map.of());
    PhotoHeader header = PhotoHeader.of(data, settings.reading());
    return (alone ? attemptAlone(task) : run(task, header, data.length)).outcome();
  }

  /** Runs the step on a file of this many bytes. */
  Attempt run(PhotoFile photo, long size, Map<String, Path> outputs) throws InterruptedException {
    PhotoHeader header = PhotoHeader.of(photo.file(), settings.reading());
    PhotoContent content = PhotoContent.of(photo.file());
    return run(new Task(photo, content, settings.step(), outputs), header, size);
  }

  private record Task(
      PhotoFile photo, PhotoContent content, PhotoStep step, Map<String, Path> outputs) {}

  /** What a try came to. */
  record Attempt(PhotoOutcome outcome, String sha256) {
    private @Nullable FailureKind failure() {
      return outcome.failure().map(PhotoFailure::kind).orElse(null);
    }
  }

  private Attempt run(Task task, PhotoHeader header, long size) throws InterruptedException {
    long bytes = estimate.bytes(size, header);
    long waited = System.nanoTime();
    Attempt attempt;
    try (MemoryGate.Share share = gate.enter(bytes)) {
      attempt = attempt(task, Duration.ofNanos(System.nanoTime() - waited));
    }
    return attempt.failure() == FailureKind.OUT_OF_MEMORY ? attemptAlone(task) : attempt;
  }

  private Attempt attemptAlone(Task task) throws InterruptedException {
    long waited = System.nanoTime();
    try (MemoryGate.Share share = gate.enterAlone()) {
      return attempt(task, Duration.ofNanos(System.nanoTime() - waited));
    }
  }

  private Attempt attempt(Task task, Duration admission) throws InterruptedException {
    PhotoWork work =
        new PhotoWork(
            task.photo(),
            task.content(),
            settings.model(),
            settings.reading(),
            settings.timeout(),
            task.outputs());
    Optional<PhotoFailure> failure = makeFolders(task.outputs());
    if (failure.isEmpty()) {
      failure = runStep(task.step(), work);
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
  private Optional<PhotoFailure> runStep(PhotoStep step, PhotoWork work)
      throws InterruptedException {
    Throwable thrown = null;
    boolean late;
    try (Deadlines.Watch watch = deadlines.watch()) {
      try {
        step.run(work);
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

  private void requireNotCancelled() throws InterruptedException {
    if (cancelled.getAsBoolean()) {
      throw new InterruptedException("the batch was cancelled");
    }
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

  /** Whether photos wait for memory. */
  boolean isWaitingForMemory() {
    return gate.isWaitedFor();
  }

  /** Ends the watch over times. */
  @Override
  public void close() {
    deadlines.close();
  }
}
