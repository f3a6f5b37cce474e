package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.Measured;
import io.github.matting4j.model.RunReport;
import java.util.List;
import java.util.Optional;

/**
 * The figures of an evaluation. Immutable.
 *
 * @param plan what was asked for
 * @param rows one a photo and model, photo by photo, in the order of the plan
 */
public record Evaluation(EvaluationPlan plan, List<Row> rows) {
  /** Copies the rows. */
  public Evaluation {
    rows = List.copyOf(rows);
  }

  /** The number of runs that failed. */
  public int failures() {
    return (int) rows.stream().filter(row -> row.error().isPresent()).count();
  }

  /** The means of each model as lines of text, aligned. */
  public List<String> summary() {
    return SummaryText.lines(this);
  }

  /** The rows of one model. */
  List<Row> of(String model) {
    return rows.stream().filter(row -> row.model().equals(model)).toList();
  }

  /** Whether any row has this figure. */
  boolean has(Column column) {
    return rows.stream().anyMatch(row -> column.of(row).isPresent());
  }

  /** Whether any photo has a true matte. */
  boolean hasTruth() {
    return has(Column.SAD);
  }

  /** What ran, from the first run of a model that succeeded. */
  Optional<RunReport> report(String model) {
    return of(model).stream()
        .flatMap(row -> row.measured().stream())
        .map(Measured::report)
        .findFirst();
  }
}
