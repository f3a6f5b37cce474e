package io.github.matting4j.select;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was measured on one machine on one day. The advisor prefers it to published figures.
 *
 * @param machine {@link Hardware#fingerprint()} of the machine
 * @param date the day
 * @param entries a line for each model
 */
public record Calibration(String machine, LocalDate date, List<Entry> entries) {
  /** Drivers and jars change; a calibration older than this should be repeated. */
  private static final long STALE_DAYS = 180;

  /**
   * A model's measurements.
   *
   * @param model the model's id
   * @param engine what ran it
   * @param device where it ran, as {@link io.github.matting4j.model.Device} writes it
   * @param photos how many photos
   * @param photoWidth typical columns of the photos
   * @param photoHeight typical rows of the photos
   * @param median time from photo to matte
   * @param memoryBytes peak memory of the process, if it was measured
   * @param error mean absolute difference from the true matte, 0..1, where truth is known
   * @param disagreement mean absolute difference from the other models' mattes, 0..1
   */
  public record Entry(
      String model,
      Engine engine,
      String device,
      int photos,
      int photoWidth,
      int photoHeight,
      Duration median,
      OptionalLong memoryBytes,
      OptionalDouble error,
      OptionalDouble disagreement) {

    boolean onGpu() {
      return !device.equals("cpu");
    }
  }

  /** Copies the list. */
  public Calibration {
    Objects.requireNonNull(machine);
    Objects.requireNonNull(date);
    entries = List.copyOf(entries);
  }

  /** Whether it was made on this machine; a machine of which nothing is known may be it. */
  public boolean belongsTo(Hardware hardware) {
    String print = hardware.fingerprint();
    return print.equals(Hardware.unknown().fingerprint()) || print.equals(machine);
  }

  /** What a user should know before trusting it; mostly empty. */
  public List<String> notices(Hardware hardware, Optional<LocalDate> today) {
    List<String> notices = new ArrayList<>();
    if (!belongsTo(hardware)) {
      notices.add(
          "the calibration of "
              + date
              + " was made on another machine ("
              + machine
              + ") and does not count; run matting calibrate here");
    }
    long days = today.map(day -> ChronoUnit.DAYS.between(date, day)).orElse(0L);
    if (days > STALE_DAYS) {
      notices.add(
          "the calibration is " + days + " days old; run matting calibrate again to be sure");
    }
    return List.copyOf(notices);
  }

  Optional<Entry> find(Candidate candidate, boolean onGpu) {
    return entries.stream()
        .filter(e -> e.model().equals(candidate.id()) && e.engine() == candidate.engine())
        .filter(e -> e.onGpu() == onGpu)
        .findFirst();
  }
}
