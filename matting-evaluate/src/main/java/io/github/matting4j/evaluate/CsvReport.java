package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The figures as CSV by RFC 4180: a line per photo and model, then a line per model with its means,
 * best first, whose photo is {@code (mean)}. Stateless.
 */
final class CsvReport {
  private static final String MEAN = "(mean)";

  private CsvReport() {}

  static void write(Evaluation evaluation, Appendable out) throws IOException {
    List<String> head = new ArrayList<>(List.of("photo", "model", "width", "height"));
    for (Column column : Column.values()) {
      head.add(column.key());
    }
    head.addAll(List.of("network_width", "network_height", "flags", "warnings", "error"));
    line(head, out);
    for (Row row : evaluation.rows()) {
      line(cells(row), out);
    }
    for (ModelResult result : evaluation.ranking().results()) {
      List<String> cells = new ArrayList<>(List.of(MEAN, result.model(), "", ""));
      for (Column column : Column.values()) {
        cells.add(column.text(result.mean(column)));
      }
      cells.addAll(List.of("", "", "", "", result.failureText().orElse("")));
      line(cells, out);
    }
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(List.of(row.photo(), row.model()));
    cells.add(row.width() == 0 ? "" : Integer.toString(row.width()));
    cells.add(row.height() == 0 ? "" : Integer.toString(row.height()));
    for (Column column : Column.values()) {
      cells.add(column.text(column.of(row)));
    }
    if (row.measured().isPresent()) {
      Measured measured = row.measured().get();
      cells.add(Integer.toString(measured.report().networkWidth()));
      cells.add(Integer.toString(measured.report().networkHeight()));
      cells.add(measured.flags().stream().map(Enum::name).collect(Collectors.joining(" ")));
      cells.add(String.join(" ", measured.report().warnings()));
    } else {
      cells.addAll(List.of("", "", "", ""));
    }
    cells.add(row.error().orElse(""));
    return cells;
  }

  private static void line(List<String> cells, Appendable out) throws IOException {
    out.append(cells.stream().map(CsvReport::quoted).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
