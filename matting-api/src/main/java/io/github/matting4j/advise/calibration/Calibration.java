package io.github.matting4j.advise.calibration;

import io.github.matting4j.advise.candidates.Candidate;
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
 * Measurements on one machine on one day. The advisor prefers them to published figures.
 *
 * @param machine {@link Hardware#fingerprint()} of the machine
 * @param date the day of the measurements
 * @param material the photos that were used, in a few words: {@code "photos of your own"}
 * @param entries one for each model, engine and device
 */
public record Calibration(String machine, LocalDate date, String material, List<Entry> entries) {
  /** The material of calibrations that do not state it. */
  public static final String OWN_PHOTOS = "photos of your own";

  /** Drivers and jars change; an older calibration should be repeated. */
  private static final long STALE_DAYS = 180;

  /**
   * A model's measurements.
   *
   * @param model the model's id
   * @param engine the engine that ran it
   * @param device the device, as {@link io.github.matting4j.hardware.Device} writes it
   * @param photos how many photos
   * @param photoWidth typical columns of the photos
   * @param photoHeight typical rows of the photos
   * @param median median time from photo to matte
   * @param memoryBytes peak growth of the process, Java's heap and native memory together, at the
   *     largest size measured; empty where the system does not report it
   * @param error mean absolute difference from the true matte, 0..1, where that is known
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

    /** Without a fitted cost, as in older files. */
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

  /** A calibration on the user's own photos. */
  public Calibration(String machine, LocalDate date, List<Entry> entries) {
    this(machine, date, OWN_PHOTOS, entries);
  }

  /** Whether it was made on this machine; true if nothing is known about the machine. */
  public boolean belongsTo(Hardware hardware) {
    String print = hardware.fingerprint();
    return print.equals(Hardware.unknown().fingerprint()) || print.equals(machine);
  }

  /** Warnings about another machine or an old calibration; mostly empty. */
  public List<String> notices(Hardware hardware, Optional<LocalDate> today) {
    List<String> notices = new ArrayList<>();
    if (!belongsTo(hardware)) {
      notices.add(
          "the calibration of "
              + date
              + " was made on another machine ("
              + machine
              + ") and is not used; run 'matting calibrate' on this one");
    }
    long days = today.map(day -> ChronoUnit.DAYS.between(date, day)).orElse(0L);
    if (days > STALE_DAYS) {
      notices.add("the calibration is " + days + " days old; run 'matting calibrate' again");
    }
    return List.copyOf(notices);
  }

  /** The measurements of a candidate on a device. */
  Optional<Entry> find(Candidate candidate, Device device) {
    return entries.stream()
        .filter(e -> e.model().equals(candidate.id()) && e.engine() == candidate.engine())
        .filter(e -> e.device().equals(device.toString()))
        .findFirst();
  }
}
