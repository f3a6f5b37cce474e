package io.github.matting4j.javacv.media;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.io.IOException;
import java.util.List;

/**
 * A video that is being written. It appears under its name only when {@link #finish} has returned;
 * closing it before discards it. One thread at a time uses it.
 */
public interface FrameOutput extends AutoCloseable {
  /**
   * Writes the next picture.
   *
   * @param nanos when it appears, in nanoseconds from the start; more than that of the one before
   * @param durationNanos how long it is shown; 0 if that is not known
   * @throws IllegalArgumentException if it has another size than the video
   * @throws IllegalStateException if the video is one of mattes
   */
  void write(ArgbImage image, long nanos, long durationNanos) throws IOException;

  /**
   * Writes the next matte. Otherwise as {@link #write(ArgbImage, long, long)}.
   *
   * @throws IllegalStateException if the video is not one of mattes
   */
  void write(AlphaMatte matte, long nanos, long durationNanos) throws IOException;

  /** Makes the video whole and gives it its name. */
  void finish() throws IOException;

  /** What was not written as one may expect, in sentences; complete after {@link #finish}. */
  List<String> warnings();

  /** Frees everything; discards the video unless it is finished. Idempotent. */
  @Override
  void close() throws IOException;
}
