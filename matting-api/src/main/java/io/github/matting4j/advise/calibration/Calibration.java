package io.github.matting4j.advise.calibration;

import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.figures.Engine;
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
 * @param material what was measured on, in a few words: {@code "photos of your own"}
 * @param entries a line for each model, engine and device
 */
public record Calibration(String machine, LocalDate date, String material, List<Entry> entries) {
  /** The material of calibrations that do not name it. */
  public static final String OWN_PHOTOS = "photos of your own";

  /** Drivers and jars change; a calibration older than this should be repeated. */
  private static final long STALE_DAYS = 180;

  /**
   * A model's measurements.
   *
   * @param model the model's id
   * @param engine what ran it
   * @param device where it ran, as {@link io.github.matting4j.hardware.Device} writes it
   * @param photos how many photos
   * @param photoWidth typical columns of the photos
   * @param photoHeight typical rows of the photos
   * @param median time from photo to matte
   * @param memoryBytes by how much the process grew at its peak, Java's heap and native memory
   *     together, at the largest size measured; if the system tells
   * @param error mean absolute difference from the true matte, 0..1, where truth is known
   * @param disagreement mean absolute difference from the other models' mattes, 0..1
   * @param cost fitted to measurements at five sizes, if those were made
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
      OptionalDouble disagreement,
      Optional<CostModel> cost) {

    /** Without a fit, as older files are. */
    public Entry(
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
      this(
          model,
          engine,
          device,
          photos,
          photoWidth,
          photoHeight,
          median,
          memoryBytes,
          error,
          disagreement,
          Optional.empty());
    }
  }

  /** Copies the list. */
  public Calibration {
    Objects.requireNonNull(machine);
    Objects.requireNonNull(date);
    Objects.requireNonNull(material);
    entries = List.copyOf(entries);
  }

  /** Made on photos of the user's own. */
  public Calibration(String machine, LocalDate date, List<Entry> entries) {
    this(machine, date, OWN_PHOTOS, entries);
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

  /** What was measured of a candidate on a device. */
  Optional<Entry> find(Candidate candidate, Device device) {
    return entries.stream()
        .filter(e -> e.model().equals(candidate.id()) && e.engine() == candidate.engine())
        .filter(e -> e.device().equals(device.toString()))
        .findFirst();
  }
}
