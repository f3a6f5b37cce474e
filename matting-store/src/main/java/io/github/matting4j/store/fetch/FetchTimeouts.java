package io.github.matting4j.store.fetch;

import java.time.Duration;

/**
 * How long a fetch may take.
 *
 * @param connect to reach the server
 * @param idle without a byte from it
 * @param total over all attempts
 */
public record FetchTimeouts(Duration connect, Duration idle, Duration total) {
  /** 20 seconds, 60 seconds, 3 hours. */
  public static final FetchTimeouts STANDARD =
      new FetchTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofHours(3));

  /** Checks that all are positive. */
  public FetchTimeouts {
    for (Duration time : new Duration[] {connect, idle, total}) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("a time limit is " + time + "; it must be positive");
      }
    }
  }
}
