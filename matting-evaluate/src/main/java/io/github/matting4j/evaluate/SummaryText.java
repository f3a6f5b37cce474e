package io.github.matting4j.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The means of each model as a table of text. Stateless. */
final class SummaryText {
  private SummaryText() {}

  static List<String> lines(Evaluation evaluation) {
    List<Column> columns = Arrays.stream(Column.values()).filter(evaluation::has).toList();
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("model", "photos", "failed"));
    columns.forEach(column -> head.add(column.title()));
    table.add(head);
    for (String model : evaluation.plan().modelIds()) {
      table.add(cells(evaluation.of(model), model, columns));
    }
    return aligned(table);
  }

  private static List<String> cells(List<Row> rows, String model, List<Column> columns) {
    long failed = rows.stream().filter(row -> row.error().isPresent()).count();
    List<String> cells = new ArrayList<>();
    cells.add(model);
    cells.add(Long.toString(rows.size() - failed));
    cells.add(Long.toString(failed));
    columns.forEach(column -> cells.add(column.text(column.mean(rows))));
    return cells;
  }

  private static List<String> aligned(List<List<String>> table) {
    List<String> lines = new ArrayList<>();
    for (List<String> cells : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        int column = i;
        int width = table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String space = " ".repeat(width - cells.get(i).length());
        line.append(i == 0 ? cells.get(i) + space : "  " + space + cells.get(i));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
