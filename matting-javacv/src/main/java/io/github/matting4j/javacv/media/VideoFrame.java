package io.github.matting4j.javacv.media;

import io.github.matting4j.image.ArgbImage;
import java.time.Duration;
import java.util.Objects;

/**
 * One picture of a video.
 *
 * @param image upright
 * @param nanos when it appears, in nanoseconds from the start of the video
 * @param durationNanos how long it is shown, in nanoseconds; 0 if that is not known
 */
public record VideoFrame(ArgbImage image, long nanos, long durationNanos) {
  /** Checks the duration. */
  public VideoFrame {
    Objects.requireNonNull(image, "image");
    if (durationNanos < 0) {
      throw new IllegalArgumentException(
          "durationNanos is " + durationNanos + "; it must not be negative");
    }
  }

  /** When it appears, from the start of the video. */
  public Duration time() {
    return Duration.ofNanos(nanos);
  }
}
