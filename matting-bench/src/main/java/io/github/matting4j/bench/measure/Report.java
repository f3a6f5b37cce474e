package io.github.matting4j.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The results of one command: a table, and the conditions of the measurement.
 *
 * @param name of its file
 * @param settings photo, graph, rounds and the like, by name
 * @param machine where and when
 * @param rows of the table
 */
public record Report(String name, Map<String, String> settings, Machine machine, List<Row> rows) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** As {@code NAME.json} in a folder, which is made if need be; returns the file. */
  public Path writeTo(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(name + ".json");
    JSON.writeValue(file.toFile(), this);
    return file;
  }

  /** What {@link #writeTo} wrote. */
  public static Report read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Report.class);
  }

  /** The row of this name; that there is one is asserted. */
  public Row row(String what) {
    return rows.stream()
        .filter(row -> row.what().equals(what))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("report " + name + " has no row \"" + what + "\""));
  }

  /** A Markdown table, and a line with the conditions of the measurement. */
  public String markdown() {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.values().keySet()));
    boolean goals = rows.stream().anyMatch(row -> !row.goals().isEmpty());
    StringBuilder text = new StringBuilder("| |");
    columns.forEach(column -> text.append(' ').append(column).append(" |"));
    text.append(goals ? " figure to keep |\n|---|" : "\n|---|");
    text.append("---:|".repeat(columns.size())).append(goals ? "---|\n" : "\n");
    for (Row row : rows) {
      text.append("| ").append(row.what()).append(" |");
      for (String column : columns) {
        Double value = row.values().get(column);
        text.append(value == null ? " |" : " " + cell(column, value) + " |");
      }
      text.append(goals ? " " + row.verdict() + " |\n" : "\n");
    }
    return text.append("\n<sub>").append(origin()).append("</sub>\n").toString();
  }

  private String origin() {
    String how =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(Collectors.joining(", "));
    return how + ". " + machine.describe() + ".";
  }

  /** Ratios with three decimals, everything else with three or four digits. */
  private static String cell(String column, double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    if (column.equals(Row.RATIO)) {
      return String.format(Locale.ROOT, "**%.3f**", value);
    }
    if (column.endsWith("%")) {
      return String.format(Locale.ROOT, "%.3f", value);
    }
    int decimals = value >= 100 || value == 0 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 5;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
