package io.github.matting4j.evaluate.benchmark;

import io.github.matting4j.metrics.MatteScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Measured errors with the published ones and their difference, as lines of text. Stateless. */
public final class BenchmarkTable {
  private static final String NONE = "-";

  /** The errors in the order and with the digits of PaddleSeg's table. */
  private enum Measure {
    SAD(2, MatteScores::sad),
    MSE(4, MatteScores::mse),
    GRAD(2, MatteScores::grad),
    CONN(2, MatteScores::conn);

    private final int digits;
    private final ToDoubleFunction<MatteScores> part;

    Measure(int digits, ToDoubleFunction<MatteScores> part) {
      this.digits = digits;
      this.part = part;
    }

    private String title() {
      return this == GRAD ? "Grad" : this == CONN ? "Conn" : name();
    }

    private String text(Optional<MatteScores> scores, String format) {
      return scores.isEmpty()
          ? NONE
          : String.format(
              Locale.ROOT, "%" + format + digits + "f", part.applyAsDouble(scores.get()));
    }
  }

  private BenchmarkTable() {}

  /** For each model three lines: measured, published, difference. */
  public static List<String> lines(List<ModelScores> models) {
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("model", "", "photos"));
    for (Measure measure : Measure.values()) {
      head.add(measure.title());
    }
    table.add(head);
    for (ModelScores scores : models) {
      table.add(
          line(scores.model(), "measured", Integer.toString(scores.photos()), scores.mean(), "."));
      if (scores.published().isPresent()) {
        table.add(line("", "published", "", scores.published(), "."));
        table.add(line("", "difference", "", difference(scores), "+."));
      }
    }
    return aligned(table);
  }

  private static List<String> line(
      String model, String kind, String photos, Optional<MatteScores> scores, String format) {
    List<String> cells = new ArrayList<>(List.of(model, kind, photos));
    for (Measure measure : Measure.values()) {
      cells.add(measure.text(scores, format));
    }
    return cells;
  }

  private static Optional<MatteScores> difference(ModelScores scores) {
    return scores
        .mean()
        .flatMap(
            mean ->
                scores
                    .published()
                    .map(
                        stated ->
                            new MatteScores(
                                mean.sad() - stated.sad(),
                                mean.mse() - stated.mse(),
                                mean.grad() - stated.grad(),
                                mean.conn() - stated.conn())));
  }

  private static List<String> aligned(List<List<String>> table) {
    List<String> lines = new ArrayList<>();
    for (List<String> cells : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        int column = i;
        int width = table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String space = " ".repeat(width - cells.get(i).length());
        line.append(i == 0 ? "" : "  ").append(i < 2 ? cells.get(i) + space : space + cells.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
