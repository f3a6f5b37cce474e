package io.github.matting4j.advise.candidates;

import io.github.matting4j.text.Quantities;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The expected cost of a photo with one candidate.
 *
 * @param time time per photo, without reading and writing files; empty if not known
 * @param memoryBytes peak memory in bytes; empty if not known
 * @param basis the calibration and its date, or the assumptions of the estimate
 * @param measured whether the time was measured on this machine
 * @param device the device on which it would run
 * @param whyNotGpu why an existing GPU would not be used; empty if it would, or there is none
 */
public record Forecast(
    Optional<Duration> time,
    OptionalLong memoryBytes,
    String basis,
    boolean measured,
    String device,
    Optional<String> whyNotGpu) {

  /** {@code "about 0.9 s and 1.0 GiB per matte on the CPU"}. */
  public String text() {
    String cost =
        time.map(t -> (measured ? "" : "about ") + Quantities.time(t)).orElse("an unknown time")
            + (memoryBytes.isPresent() ? " and " + Quantities.bytes(memoryBytes.getAsLong()) : "");
    return cost + " per matte on " + device;
  }
}
