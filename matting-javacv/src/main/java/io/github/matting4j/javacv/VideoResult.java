package io.github.matting4j.javacv;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run did.
 *
 * @param output the file, or the pattern of the names of a picture sequence
 * @param frames frames of the output
 * @param resumedFrames those of them that an earlier run wrote, see {@link VideoMatting#resumable}
 * @param skippedFrames frames left out by the highest frame rate
 * @param brokenFrames frames of the input that were damaged or could not be decoded
 * @param heldFrames frames that have the matte of the frame before, because the network failed or
 *     took too long
 * @param length of what was written
 * @param elapsed from start to end
 * @param stages how long each stage was busy; they overlap
 * @param warnings in sentences; usually empty
 */
public record VideoResult(
    Path output,
    long frames,
    long resumedFrames,
    long skippedFrames,
    int brokenFrames,
    long heldFrames,
    Duration length,
    Duration elapsed,
    Stages stages,
    List<String> warnings) {
  /**
   * Busy times.
   *
   * @param reading decoding and conversion to sRGB
   * @param matting network and temporal filter
   * @param composing background, foreground colours
   * @param writing conversion, encoding, sound
   */
  public record Stages(Duration reading, Duration matting, Duration composing, Duration writing) {}

  /** Copies the warnings. */
  public VideoResult {
    warnings = List.copyOf(warnings);
  }
}
