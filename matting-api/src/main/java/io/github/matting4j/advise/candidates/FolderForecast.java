package io.github.matting4j.advise.candidates;

import io.github.matting4j.text.Quantities;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The expected cost of a folder with one model, from the start of the program to a matte and a
 * cut-out of each photo.
 *
 * @param model the model's id
 * @param photos number of photos
 * @param megapixels sum over all photos
 * @param sequential time for one photo after the other, each on all cores
 * @param parallel time with {@code workers} photos at a time
 * @param workers photos at a time
 * @param memoryBytes memory for the largest photo on every worker, on top of the program's; empty
 *     if not known
 * @param measured whether it is based on a calibration of this machine
 * @param basis the calibration or the assumptions of the estimate
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
    String inParallel =
        workers == 1 ? "" : ", about " + span(parallel) + " with " + workers + " in parallel";
    return String.format(
        Locale.ROOT,
        "This folder will take about %s one photo after the other%s%s: %d photos, %.0f megapixels,"
            + " each to a matte and a cut-out; %s.",
        span(sequential),
        inParallel,
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
