package io.github.matting4j.batch;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of a batch.
 *
 * @param done photos whose results were made
 * @param skipped photos that were done before
 * @param failures photos that failed, by cause
 * @param complete whether every photo of the source was looked at: false if the batch was stopped,
 *     or reached its limit with photos left
 * @param time since the start
 */
public record BatchSummary(
    long done, long skipped, Map<FailureKind, Long> failures, boolean complete, Duration time) {

  /** Copies the failures, in the order of their kinds. */
  public BatchSummary {
    EnumMap<FailureKind, Long> copy = new EnumMap<>(FailureKind.class);
    copy.putAll(failures);
    failures = Collections.unmodifiableMap(copy);
  }

  /** How many photos failed. */
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many photos there is an outcome of. */
  public long photos() {
    return done + skipped + failed();
  }
}
