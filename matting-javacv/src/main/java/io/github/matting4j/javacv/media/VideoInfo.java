package io.github.matting4j.javacv.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a video file states about itself.
 *
 * @param width columns of an upright frame
 * @param height rows of an upright frame
 * @param codec FFmpeg's name of the codec, such as {@code h264}
 * @param duration how long the video is, if the file states it
 * @param frameRate frames per second on average, if the file states it
 * @param ticks the unit of the frames' times
 * @param pixelAspect width of a pixel relative to its height, {@code num/den}
 * @param soundTracks number of sound tracks
 * @param alpha whether the frames have alpha
 * @param warnings what is not as most programs expect, in sentences; usually empty
 */
public record VideoInfo(
    int width,
    int height,
    String codec,
    Optional<Duration> duration,
    OptionalDouble frameRate,
    Ticks ticks,
    Ticks pixelAspect,
    int soundTracks,
    boolean alpha,
    List<String> warnings) {
  /** Copies the warnings. */
  public VideoInfo {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the headers of a file.
   *
   * @throws VideoException if it is not a video that can be read
   */
  public static VideoInfo of(Path file) throws IOException {
    try (VideoReader reader = VideoReader.open(file)) {
      return reader.info();
    }
  }
}
