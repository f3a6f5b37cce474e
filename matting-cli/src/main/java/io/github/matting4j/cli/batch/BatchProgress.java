package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.PhotoOutcome;
import java.io.IOException;

/** Tells how a batch goes: to people at a terminal, in plain lines, or to programs. */
interface BatchProgress extends AutoCloseable {
  /** It begins. */
  void start(BatchPlan plan) throws IOException;

  /** The sentence that says which model was chosen and why. */
  default void chose(String sentence) {}

  /** Something the user should know of the batch as a whole. */
  void note(String sentence) throws IOException;

  /** A photo has come to something. */
  void photo(PhotoOutcome outcome) throws IOException;

  /** More photos are known to be there; {@code all} if these are all. */
  default void found(long photos, boolean all) {}

  /** It has ended. */
  void summary(BatchSummary summary, BatchInputs.Photos photos) throws IOException;

  @Override
  default void close() {}
}
