package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.batch.source.SkippedFiles;
import io.github.matting4j.cli.console.PhotoResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells how a batch goes: to people at a terminal, in plain lines, or to programs. */
interface BatchProgress extends AutoCloseable {
  /** The sentence that says which model was chosen and why. */
  default void chose(String sentence) {}

  /**
   * The batch begins.
   *
   * @param model its id
   * @param manifest the file that remembers
   */
  void start(String model, BatchLayout layout, Path results, Path manifest) throws IOException;

  /** Something the user should know of the batch as a whole. */
  void note(String sentence) throws IOException;

  /** A photo has come to something. */
  void photo(PhotoOutcome outcome) throws IOException;

  /** The number of all photos is known; called on another thread. */
  default void found(long photos) {}

  /** The batch has ended. */
  void summary(BatchSummary summary, SkippedFiles skipped) throws IOException;

  @Override
  default void close() {}

  /** What there is to say of a photo that was done. */
  static Optional<PhotoResult> result(PhotoOutcome outcome) {
    return outcome
        .report()
        .filter(report -> outcome.status() == PhotoOutcome.Status.DONE)
        .map(
            report ->
                new PhotoResult(
                    outcome.photo().file().toString(),
                    outcome.width(),
                    outcome.height(),
                    report,
                    outcome.stages().read(),
                    outcome.stages().matte(),
                    outcome.stages().rest(),
                    outcome.outputs(),
                    outcome.flags(),
                    outcome.notes()));
  }
}
