package io.github.matting4j.advise.calibration;

import io.github.matting4j.text.Quantities;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a folder is expected to take with one model, from the photos' files to a matte, a composed
 * picture and a cut-out of each.
 *
 * @param model the model's id
 * @param photos how many
 * @param megapixels all photos together
 * @param sequential one photo after the other, every core working on it
 * @param parallel with so many photos at a time
 * @param workers how many that are
 * @param memoryBytes for the largest photo, side by side, on top of the program; if it is known
 * @param measured whether a calibration of this machine tells
 * @param basis how it is known
 */
public record FolderForecast(
    String model,
    int photos,
    double megapixels,
    Duration sequential,
    Duration parallel,
    int workers,
    OptionalLong memoryBytes,
    boolean measured,
    String basis) {

  /** {@code "This folder will take about 3 min 20 s with ..., one photo after the other, ..."}. */
  public String text() {
    String sideBySideText =
        workers == 1
            ? ""
            : ", about " + span(parallel) + " with " + workers + " photos side by side";
    return String.format(
        Locale.ROOT,
        "This folder will take about %s one photo after the other%s%s: %d photos, %.0f megapixels,"
            + " each to a matte, a composed picture and a cut-out; %s.",
        span(sequential),
        sideBySideText,
        memoryBytes.isPresent()
            ? " and " + Quantities.bytes(memoryBytes.getAsLong()) + " for the largest"
            : "",
        photos,
        Math.max(1, megapixels),
        basis);
  }

  private static String span(Duration time) {
    long seconds = Math.max(1, Math.round(time.toMillis() / 1000.0));
    if (seconds < 100) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " hours";
  }
}
