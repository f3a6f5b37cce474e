package io.github.matting4j.advise.calibration;

import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.model.figures.Engine;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;

/** Keeps a calibration in a small text file. Thread-safe. */
public final class CalibrationFile {
  /** A real one has some hundred bytes per model. */
  private static final long MAX_BYTES = 1 << 20;

  private CalibrationFile() {}

  /** {@code calibration.properties} in {@link MattingHome#path}, mostly {@code ~/.matting4j}. */
  public static Path defaultPath() {
    return MattingHome.path().resolve("calibration.properties");
  }

  /**
   * Writes a calibration: after an error or a crash the file holds its old content or its new one.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Calibration calibration, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# matting4j calibration; delete it to go back to published figures");
    lines.add("machine=" + escaped(calibration.machine()));
    lines.add("date=" + calibration.date());
    lines.add("material=" + escaped(calibration.material()));
    lines.add("entries=" + calibration.entries().size());
    for (int i = 0; i < calibration.entries().size(); i++) {
      entry(lines, i + ".", calibration.entries().get(i));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, stream -> stream.write(text));
  }

  private static void entry(List<String> lines, String prefix, Calibration.Entry entry) {
    lines.add(prefix + "model=" + escaped(entry.model()));
    lines.add(prefix + "engine=" + entry.engine());
    lines.add(prefix + "device=" + escaped(entry.device()));
    lines.add(prefix + "photos=" + entry.photos());
    lines.add(prefix + "width=" + entry.photoWidth());
    lines.add(prefix + "height=" + entry.photoHeight());
    lines.add(prefix + "medianNanos=" + entry.median().toNanos());
    if (entry.memoryBytes().isPresent()) {
      lines.add(prefix + "memoryBytes=" + entry.memoryBytes().getAsLong());
    }
    if (entry.error().isPresent()) {
      lines.add(prefix + "error=" + entry.error().getAsDouble());
    }
    if (entry.disagreement().isPresent()) {
      lines.add(prefix + "disagreement=" + entry.disagreement().getAsDouble());
    }
    entry.cost().ifPresent(cost -> cost(lines, prefix + "cost.", cost));
  }

  private static void cost(List<String> lines, String prefix, CostModel cost) {
    lines.add(prefix + "seconds=" + text(cost.seconds()));
    cost.bytes().ifPresent(bytes -> lines.add(prefix + "bytes=" + text(bytes)));
    cost.chain()
        .ifPresent(
            chain -> {
              lines.add(prefix + "chain.start=" + chain.start());
              lines.add(prefix + "chain.overhead=" + text(chain.overhead()));
              lines.add(prefix + "chain.workers=" + chain.workers());
              lines.add(prefix + "chain.speedUp=" + chain.speedUp());
            });
  }

  /** Constant, a network's pixel, a photo's pixel. */
  private static String text(LinearCost cost) {
    return cost.constant() + " " + cost.perNetworkPixel() + " " + cost.perPhotoPixel();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", " ").replace("\r", " ");
  }

  /**
   * Reads a calibration.
   *
   * @throws InvalidCalibrationException if the file is not a calibration; the message names it,
   *     says what is wrong and what to do
   * @throws IOException if the file cannot be read
   */
  public static Calibration read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new InvalidCalibrationException(
          file + " is not a valid calibration (too large); 'matting calibrate' writes it anew",
          null);
    }
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(reader);
      List<Calibration.Entry> entries = new ArrayList<>();
      int count = Integer.parseInt(required(values, "entries"));
      for (int i = 0; i < count; i++) {
        entries.add(entry(values, i + "."));
      }
      return new Calibration(
          required(values, "machine"),
          LocalDate.parse(required(values, "date")),
          values.getProperty("material", Calibration.OWN_PHOTOS),
          entries);
    } catch (RuntimeException | CharacterCodingException e) { // any invalid content
      throw new InvalidCalibrationException(
          file
              + " is not a valid calibration ("
              + (e instanceof CharacterCodingException ? "not UTF-8" : e.getMessage())
              + "); 'matting calibrate' writes it anew",
          e);
    }
  }

  private static Calibration.Entry entry(Properties values, String prefix) {
    return new Calibration.Entry(
        required(values, prefix + "model"),
        Engine.valueOf(required(values, prefix + "engine")),
        required(values, prefix + "device"),
        Integer.parseInt(required(values, prefix + "photos")),
        Integer.parseInt(required(values, prefix + "width")),
        Integer.parseInt(required(values, prefix + "height")),
        Duration.ofNanos(Long.parseLong(required(values, prefix + "medianNanos"))),
        values.containsKey(prefix + "memoryBytes")
            ? OptionalLong.of(Long.parseLong(required(values, prefix + "memoryBytes")))
            : OptionalLong.empty(),
        decimal(values, prefix + "error"),
        decimal(values, prefix + "disagreement"),
        values.containsKey(prefix + "cost.seconds")
            ? Optional.of(cost(values, prefix + "cost."))
            : Optional.empty());
  }

  private static CostModel cost(Properties values, String prefix) {
    return new CostModel(
        linear(required(values, prefix + "seconds")),
        values.containsKey(prefix + "bytes")
            ? Optional.of(linear(required(values, prefix + "bytes")))
            : Optional.empty(),
        values.containsKey(prefix + "chain.overhead")
            ? Optional.of(
                new CostModel.Chain(
                    decimal(values, prefix + "chain.start").orElse(0), // older files lack it
                    linear(required(values, prefix + "chain.overhead")),
                    Integer.parseInt(required(values, prefix + "chain.workers")),
                    Double.parseDouble(required(values, prefix + "chain.speedUp"))))
            : Optional.empty());
  }

  private static LinearCost linear(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("'" + text + "' should be three numbers");
    }
    return new LinearCost(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }

  private static OptionalDouble decimal(Properties values, String key) {
    return values.containsKey(key)
        ? OptionalDouble.of(Double.parseDouble(required(values, key)))
        : OptionalDouble.empty();
  }

  private static String required(Properties values, String key) {
    String value = values.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("it lacks '" + key + "'");
    }
    return value.trim();
  }
}
