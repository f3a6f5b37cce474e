package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.Measured;
import io.github.matting4j.evaluate.measure.ModelFacts;
import io.github.matting4j.model.RunReport;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one model gave on all photos. Immutable.
 *
 * @param model the model's id
 * @param facts what else is known about it
 * @param rows its rows, photo by photo
 * @param rankingError its mean SAD on the photos on which models are ranked; empty if it is not
 *     ranked, see {@link Ranking}
 */
record ModelResult(String model, ModelFacts facts, List<Row> rows, OptionalDouble rankingError) {

  long failed() {
    return rows.stream().filter(row -> row.error().isPresent()).count();
  }

  long done() {
    return rows.size() - failed();
  }

  /** The number of photos whose matte looks suspicious. */
  long flagged() {
    return measured().stream().filter(measured -> !measured.flags().isEmpty()).count();
  }

  OptionalDouble mean(Column column) {
    return column.mean(rows);
  }

  /** What ran, from the first run that succeeded. */
  Optional<RunReport> report() {
    return measured().stream().map(Measured::report).findFirst();
  }

  /** The largest picture that the network got, such as {@code 672x512}. */
  Optional<String> networkSize() {
    return measured().stream()
        .map(Measured::report)
        .max(
            Comparator.comparingLong(
                report -> (long) report.networkWidth() * report.networkHeight()))
        .map(report -> report.networkWidth() + "x" + report.networkHeight());
  }

  /** {@code "failed on 2 of 12 photos: REASON"}, with the reason of most of them. */
  Optional<String> failureText() {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    rows.forEach(row -> row.error().ifPresent(error -> reasons.merge(error, 1, Integer::sum)));
    return reasons.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            most ->
                "failed on "
                    + failed()
                    + " of "
                    + rows.size()
                    + (rows.size() == 1 ? " photo: " : " photos: ")
                    + most.getKey());
  }

  private List<Measured> measured() {
    return rows.stream().flatMap(row -> row.measured().stream()).toList();
  }
}
