package io.github.matting4j.spark;

import io.github.matting4j.batch.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Makes the results of a partition's photos, one after the other, as rows are asked for. */
final class CutOutPartitions implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final CutOutJob job;
  private final @Nullable Broadcast<Collisions> collisions;

  CutOutPartitions(CutOutJob job, @Nullable Broadcast<Collisions> collisions) {
    this.job = job;
    this.collisions = collisions;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> photos) {
    return results(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return photos.hasNext();
          }

          @Override
          public InputRow next() {
            return InputRow.of(photos.next());
          }
        });
  }

  /** The rows of results; the task must end when they are read. */
  Iterator<Row> results(Iterator<InputRow> photos) {
    JobRunner runner = JobRunner.acquire(job);
    TaskContext task = TaskContext.get();
    TaskContext unused =
        task.addTaskCompletionListener((TaskCompletionListener) ended -> runner.release());
    Suspects suspects =
        job.suspects() != null && (task.attemptNumber() > 0 || task.stageAttemptNumber() > 0)
            ? new Suspects(runner, job.suspects())
            : null;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return photos.hasNext();
      }

      @Override
      public Row next() {
        return row(runner, suspects, photos.next());
      }
    };
  }

  private Row row(JobRunner runner, @Nullable Suspects suspects, InputRow input) {
    String collision = collisions == null ? null : collisions.value().of(input.path());
    if (collision != null) {
      return runner.refused(input, FailureKind.COLLISION, collision);
    }
    try {
      return suspects == null ? runner.run(input, false) : suspects.run(input);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskKilledException("interrupted");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
