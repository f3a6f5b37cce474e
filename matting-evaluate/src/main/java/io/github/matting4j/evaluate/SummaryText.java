package io.github.matting4j.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The means of each model as a table of text, and what follows from them. Stateless. */
final class SummaryText {
  private SummaryText() {}

  static List<String> lines(Evaluation evaluation) {
    List<Column> columns = Arrays.stream(Column.values()).filter(evaluation::has).toList();
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("model", "photos", "failed"));
    columns.forEach(column -> head.add(column.title()));
    head.addAll(List.of("Flagged", "Network", "File MB"));
    table.add(head);
    Ranking ranking = evaluation.ranking();
    for (ModelResult result : ranking.results()) {
      table.add(cells(result, columns));
    }
    List<String> lines = aligned(table);
    for (ModelResult result : ranking.results()) {
      result.failureText().ifPresent(text -> lines.add(result.model() + " " + text));
    }
    lines.addAll(ranking.sentences());
    return lines;
  }

  private static List<String> cells(ModelResult result, List<Column> columns) {
    List<String> cells = new ArrayList<>();
    cells.add(result.model());
    cells.add(Long.toString(result.done()));
    cells.add(Long.toString(result.failed()));
    columns.forEach(column -> cells.add(column.text(result.mean(column))));
    cells.add(Long.toString(result.flagged()));
    cells.add(result.networkSize().orElse(""));
    cells.add(ModelTexts.megabytes(result));
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
