package io.github.matting4j.javacv;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Adds up how long the thread of one stage was busy. */
final class StageClock {
  /** One step of work. */
  @FunctionalInterface
  interface Work<T> {
    @Nullable T run() throws IOException;
  }

  private final LongAdder nanos = new LongAdder();

  /** Runs the work. */
  <T> @Nullable T measure(Work<T> work) throws IOException {
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      nanos.add(System.nanoTime() - start);
    }
  }

  Duration total() {
    return Duration.ofNanos(nanos.sum());
  }
}
