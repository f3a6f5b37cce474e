package io.github.matting4j.advise.calibration;

import io.github.matting4j.text.Quantities;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a photo is expected to cost with one candidate.
 *
 * @param time for one photo, model only
 * @param memoryBytes at the peak
 * @param basis how that is known: a calibration with its date, or a guess with its assumptions
 * @param measured whether the time was measured on this machine
 * @param device where it would run
 * @param whyNotGpu why a GPU that is there would not be used; empty if it would
 */
public record Forecast(
    Optional<Duration> time,
    OptionalLong memoryBytes,
    String basis,
    boolean measured,
    String device,
    Optional<String> whyNotGpu) {

  /** {@code "about 0.9 s and 1.0 GiB a photo on the CPU"}. */
  public String text() {
    String cost =
        time.map(t -> (measured ? "" : "about ") + Quantities.time(t)).orElse("an unknown time")
            + (memoryBytes.isPresent() ? " and " + Quantities.bytes(memoryBytes.getAsLong()) : "");
    return cost + " a photo on " + device;
  }
}
