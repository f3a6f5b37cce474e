package io.github.matting4j.runtime;

import java.time.Duration;

/** Measures consecutive stages of one run. Not thread-safe: one clock a run. */
public final class StageClock {
  private long mark = System.nanoTime();

  /** The time since the clock was made or since the last lap. */
  public Duration lap() {
    long now = System.nanoTime();
    Duration lap = Duration.ofNanos(now - mark);
    mark = now;
    return lap;
  }
}
