package io.github.matting4j.spark;

import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.PhotoContent;
import io.github.matting4j.batch.PhotoFailure;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.PhotoRunner;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.batch.PhotoStep;
import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.CutOutStep;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.model.MattingModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Makes the results of one job in this JVM, for all of its tasks: they share the model. Jobs that
 * run at the same time share the heap for photos. Made by the first task, closed after the last.
 * Thread-safe.
 */
final class JobRunner implements AutoCloseable {
  private static final Map<String, JobRunner> RUNNING = new HashMap<>();

  private final CutOutJob job;
  private final CutOutStep step;
  private final ResultFiles files;
  private final PhotoRunner photos;
  private int tasks;

  private JobRunner(CutOutJob job, CutOutSettings settings, MattingModel model) {
    SparkConf conf = SparkEnv.get().conf();
    this.job = job;
    this.step = new CutOutStep(settings);
    this.files = new ResultFiles(job.hadoop().value().value());
    BatchRunner batch =
        BatchRunner.of(model, PhotoSource.of(java.util.List.of()), work -> {})
            .reading(settings.reading())
            .bytesPerPixel(CutOut.BYTES_PER_PIXEL)
            .memory(ExecutorResources.heapForPhotos(conf, Runtime.getRuntime().maxMemory()));
    if (job.timeoutMillis() > 0) {
      batch = batch.timeout(Duration.ofMillis(job.timeoutMillis()));
    }
    this.photos = photoRunner(batch);
  }

  /** Shares the memory with the jobs that run, if any. */
  private static PhotoRunner photoRunner(BatchRunner batch) {
    return RUNNING.values().stream()
        .findAny()
        .map(other -> other.photos.sharingMemory(batch, JobRunner::isTaskKilled))
        .orElseGet(() -> batch.photoRunner(JobRunner::isTaskKilled));
  }

  private static boolean isTaskKilled() {
    TaskContext task = TaskContext.get();
    return task != null && task.isInterrupted();
  }

  /**
   * The runner of a job, for a task that calls {@link #release} when it ends.
   *
   * @throws UncheckedIOException if the settings cannot be made
   */
  static JobRunner acquire(CutOutJob job) {
    TaskContext task = TaskContext.get();
    Device device =
        ExecutorResources.device(
            job.model().device(), task == null ? Map.of() : task.resourcesJMap());
    String key = job.id() + " " + device;
    synchronized (RUNNING) {
      JobRunner runner = RUNNING.computeIfAbsent(key, unused -> create(job, device));
      runner.tasks++;
      return runner;
    }
  }

  private static JobRunner create(CutOutJob job, Device device) {
    try {
      return new JobRunner(job, job.settings().get(), ExecutorModels.get(job.model(), device));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the use by a task. */
  void release() {
    synchronized (RUNNING) {
      tasks--;
      if (tasks == 0) {
        RUNNING.values().remove(this);
        close();
      }
    }
  }

  /** The files of Hadoop's file systems. */
  ResultFiles files() {
    return files;
  }

  /** The row of a photo that failed before it was tried. */
  Row refused(InputRow input, FailureKind kind, String message) {
    return ResultRow.of(job, input, failed(photo(input), kind, message), ResultRow.Results.NONE);
  }

  private static PhotoOutcome failed(PhotoFile photo, FailureKind kind, String message) {
    return new PhotoOutcome(
        photo,
        PhotoOutcome.Status.FAILED,
        Map.of(),
        0,
        0,
        Optional.empty(),
        java.util.Set.of(),
        java.util.List.of(),
        new PhotoOutcome.Stages(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
        Optional.of(new PhotoFailure(kind, message)));
  }

  private PhotoFile photo(InputRow input) {
    ResultNames names = job.names();
    return ResultNames.photo(input.path(), names == null ? null : names.below());
  }

  /**
   * Makes the photo's results.
   *
   * @param alone whether no other photo of this job may run at the same time
   * @throws InterruptedException if the task was killed
   */
  Row run(InputRow input, boolean alone) throws InterruptedException {
    PhotoFile photo = photo(input);
    Map<ResultKind, Path> targets = new EnumMap<>(ResultKind.class);
    ResultNames names = job.names();
    if (names != null) {
      if (photo.problem().isPresent()) {
        return refused(input, FailureKind.NAME, photo.problem().get());
      }
      try {
        names.outputs(photo).forEach((kind, file) -> targets.put(SparkMatting.kind(kind), file));
      } catch (InvalidPathException e) {
        return refused(
            input,
            FailureKind.NAME,
            "its result cannot be named '" + e.getInput() + "': " + e.getReason());
      }
    }
    Map<ResultKind, byte[]> made = new EnumMap<>(ResultKind.class);
    PhotoStep making =
        work -> {
          CutOut cutOut = step.cutOut(work);
          made.clear();
          for (ResultKind kind : job.kinds()) {
            made.put(kind, encode(cutOut, kind, targets.get(kind)));
          }
          for (Map.Entry<ResultKind, Path> target : targets.entrySet()) {
            files.write(target.getValue(), made.getOrDefault(target.getKey(), new byte[0]));
          }
        };
    PhotoOutcome outcome =
        alone
            ? photos.runAlone(photo, content(input), making)
            : photos.run(photo, content(input), making);
    return ResultRow.of(job, input, outcome, new ResultRow.Results(made, targets));
  }

  private static byte[] encode(CutOut cutOut, ResultKind kind, @Nullable Path target)
      throws IOException {
    OutputFormat format =
        target == null
            ? OutputFormat.PNG
            : OutputFormat.of(java.nio.file.Path.of(target.getName()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 18);
    cutOut.write(kind, bytes, format);
    return bytes.toByteArray();
  }

  private PhotoContent content(InputRow input) {
    byte[] content = input.content();
    if (content != null) {
      return options -> content;
    }
    Path file = new Path(input.path());
    return ResultFiles.isLocal(file)
        ? PhotoContent.of(ResultFiles.local(file))
        : options -> files.read(file, options.maxBytes());
  }

  @Override
  public void close() {
    photos.close();
  }
}
