package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.Measured;
import io.github.matting4j.metrics.MatteScores;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The figures of a row: name, accessor, and significant digits of each. */
enum Column {
  SAD("sad", "SAD", 3, row -> score(row, MatteScores::sad)),
  MSE("mse", "MSE", 6, row -> score(row, MatteScores::mse)),
  GRAD("grad", "Grad", 3, row -> score(row, MatteScores::grad)),
  CONN("conn", "Conn", 3, row -> score(row, MatteScores::conn)),
  DISAGREEMENT("disagreement", "Disagreement", 5, Row::disagreement),
  WALL("wall_ms", "Wall ms", 1, row -> measured(row, Measured::wallMillis)),
  CPU("cpu_ms", "CPU ms", 1, row -> measured(row, Measured::cpuMillis)),
  MEMORY("memory_growth_mib", "Memory MiB", 1, Column::memory);

  private static final double MIB = 1 << 20;

  /** Finds the figure of a row, if it has one. */
  private interface Finder {
    OptionalDouble of(Row row);
  }

  private final String key;
  private final String title;
  private final int digits;
  private final Finder finder;

  Column(String key, String title, int digits, Finder finder) {
    this.key = key;
    this.title = title;
    this.digits = digits;
    this.finder = finder;
  }

  /** The name in CSV and JSON. */
  String key() {
    return key;
  }

  /** The heading for people. */
  String title() {
    return title;
  }

  /** Whether it describes the matte, and not its cost. */
  boolean isError() {
    return compareTo(DISAGREEMENT) <= 0;
  }

  /** The figure of this row, if it has one. */
  OptionalDouble of(Row row) {
    return finder.of(row);
  }

  /** The mean over the rows that have the figure. */
  OptionalDouble mean(Iterable<Row> rows) {
    double sum = 0;
    int count = 0;
    for (Row row : rows) {
      OptionalDouble value = of(row);
      if (value.isPresent()) {
        sum += value.getAsDouble();
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  /** Formatted with its significant digits; empty if there is no figure. */
  String text(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%." + digits + "f", value.getAsDouble())
        : "";
  }

  private static OptionalDouble score(Row row, ToDoubleFunction<MatteScores> part) {
    return row.scores().isPresent()
        ? OptionalDouble.of(part.applyAsDouble(row.scores().get()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble measured(Row row, ToDoubleFunction<Measured> part) {
    return row.measured().isPresent()
        ? OptionalDouble.of(part.applyAsDouble(row.measured().get()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble memory(Row row) {
    return row.measured().isPresent() && row.measured().get().grownBytes().isPresent()
        ? OptionalDouble.of(row.measured().get().grownBytes().getAsLong() / MIB)
        : OptionalDouble.empty();
  }
}
