package io.github.matting4j.cli.batch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts the photos of a batch on the side, for the remaining time. */
final class BatchCount {
  private volatile boolean stopped;

  private BatchCount() {}

  static BatchCount start(BatchInputs inputs, BatchProgress progress) {
    BatchCount count = new BatchCount();
    Thread thread = new Thread(() -> count.run(inputs, progress), "matting-batch-count");
    thread.setDaemon(true);
    thread.start();
    return count;
  }

  private void run(BatchInputs inputs, BatchProgress progress) {
    try (BatchInputs.@Nullable Photos photos = inputs.photos()) {
      long count = 0;
      while (!stopped && photos.next() != null) {
        count++;
      }
      if (!stopped) {
        progress.found(count, true);
      }
    } catch (IOException | RuntimeException e) {
      // Then there is no remaining time; the batch itself tells what is wrong.
    }
  }

  void stop() {
    stopped = true;
  }
}
