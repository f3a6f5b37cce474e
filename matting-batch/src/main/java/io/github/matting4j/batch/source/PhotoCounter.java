package io.github.matting4j.batch.source;

import io.github.matting4j.batch.PhotoSource;
import java.io.IOException;
import java.util.function.LongConsumer;

/** Counts the photos of a batch while it runs, for the remaining time. */
public final class PhotoCounter implements AutoCloseable {
  private volatile boolean stopped;

  private PhotoCounter() {}

  /**
   * Starts to count on a thread of its own.
   *
   * @param found gets the number of photos, on that thread, unless the counter is closed before or
   *     the photos cannot be listed
   */
  public static PhotoCounter start(BatchInputs inputs, LongConsumer found) {
    PhotoCounter counter = new PhotoCounter();
    Thread thread = new Thread(() -> counter.count(inputs, found), "matting4j-batch-count");
    thread.setDaemon(true);
    thread.start();
    return counter;
  }

  private void count(BatchInputs inputs, LongConsumer found) {
    try (PhotoSource photos = inputs.photos()) {
      long count = 0;
      while (!stopped && photos.next() != null) {
        count++;
      }
      if (!stopped) {
        found.accept(count);
      }
    } catch (IOException | RuntimeException e) {
      // Then there is no remaining time; the batch itself says what is wrong.
    }
  }

  /** Stops counting; returns at once. */
  @Override
  public void close() {
    stopped = true;
  }
}
