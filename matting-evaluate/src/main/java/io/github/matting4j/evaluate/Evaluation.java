package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.ModelFacts;
import java.util.List;
import java.util.Map;

/**
 * The figures of an evaluation. Immutable.
 *
 * @param plan what was asked for
 * @param rows one per photo and model, photo by photo, in the order of the plan
 * @param facts what else is known about the models, by id
 */
public record Evaluation(EvaluationPlan plan, List<Row> rows, Map<String, ModelFacts> facts) {
  /** Copies rows and facts. */
  public Evaluation {
    rows = List.copyOf(rows);
    facts = Map.copyOf(facts);
  }

  /** The number of runs that failed. */
  public int failures() {
    return (int) rows.stream().filter(row -> row.error().isPresent()).count();
  }

  /**
   * The means of each model as lines of text, aligned, best first; then the reasons of failures and
   * what the order means.
   */
  public List<String> summary() {
    return SummaryText.lines(this);
  }

  /** The models, best first. */
  Ranking ranking() {
    return Ranking.of(plan, rows, facts);
  }

  /** Whether any row has this figure. */
  boolean has(Column column) {
    return rows.stream().anyMatch(row -> column.of(row).isPresent());
  }

  /** Whether any photo has a true matte. */
  boolean hasTruth() {
    return has(Column.SAD);
  }
}
