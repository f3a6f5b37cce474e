package io.github.matting4j.javacv;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param frames frames written
 * @param position end of the last one written, from the start of the result
 * @param length of the whole result, if the input states it
 * @param elapsed since the run began
 */
public record VideoProgress(
    long frames, Duration position, Optional<Duration> length, Duration elapsed) {
  /** Frames written per second so far; 0 at the start. */
  public double framesPerSecond() {
    return elapsed.isZero() ? 0 : frames * 1e9 / elapsed.toNanos();
  }

  /** The share that is done, 0..1, if the length is known. */
  public Optional<Double> share() {
    return length
        .filter(whole -> !whole.isZero())
        .map(whole -> Math.min(1, position.toNanos() / (double) whole.toNanos()));
  }

  /** Time left at the mean speed so far, if the length is known and something is done. */
  public Optional<Duration> remaining() {
    return share()
        .filter(done -> done > 0)
        .map(done -> Duration.ofNanos(Math.round(elapsed.toNanos() * (1 - done) / done)));
  }
}
