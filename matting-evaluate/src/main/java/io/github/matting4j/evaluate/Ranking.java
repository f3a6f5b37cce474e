package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.ModelFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The models of an evaluation in order. Where the truth is known, they are ranked by their mean SAD
 * on the photos that all of them completed, so that a model that failed on a hard photo does not
 * gain by it; models that completed less than half of the scored photos are not ranked and come
 * last. Without a truth the order is that of the plan, models without a result last. Immutable.
 */
final class Ranking {
  private final List<ModelResult> results;
  private final Set<String> photos;

  private Ranking(List<ModelResult> results, Set<String> photos) {
    this.results = List.copyOf(results);
    this.photos = photos;
  }

  static Ranking of(EvaluationPlan plan, List<Row> rows, Map<String, ModelFacts> facts) {
    Map<String, List<Row>> byModel = rows.stream().collect(Collectors.groupingBy(Row::model));
    Set<String> scored = scored(rows);
    Set<String> common = new HashSet<>(scored);
    Set<String> ranked = new HashSet<>();
    byModel.forEach(
        (model, own) -> {
          Set<String> done = scored(own);
          if (!done.isEmpty() && 2 * done.size() >= scored.size()) {
            ranked.add(model);
            common.retainAll(done);
          }
        });
    List<ModelResult> results = new ArrayList<>();
    for (String model : plan.modelIds()) {
      List<Row> own = byModel.getOrDefault(model, List.of());
      List<Row> counted = own.stream().filter(row -> common.contains(row.photo())).toList();
      results.add(
          new ModelResult(
              model,
              facts.getOrDefault(model, ModelFacts.UNKNOWN),
              own,
              ranked.contains(model) ? Column.SAD.mean(counted) : OptionalDouble.empty()));
    }
    results.sort(
        Comparator.<ModelResult>comparingDouble(
                result -> result.rankingError().orElse(Double.POSITIVE_INFINITY))
            .thenComparing(result -> result.done() == 0));
    return new Ranking(results, common);
  }

  private static Set<String> scored(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.scores().isPresent())
        .map(Row::photo)
        .collect(Collectors.toSet());
  }

  /** All models, best first. */
  List<ModelResult> results() {
    return results;
  }

  /** What the order means, in a sentence; empty for one model, or if too little is known. */
  List<String> sentences() {
    List<ModelResult> ranked =
        results.stream().filter(result -> result.rankingError().isPresent()).toList();
    if (ranked.size() > 1) {
      return List.of(
          "Best by SAD on the "
              + (photos.size() == 1 ? "photo" : photos.size() + " photos")
              + " that "
              + (ranked.size() == 2 ? "both" : "all " + ranked.size())
              + " completed: "
              + ranked.stream()
                  .map(of -> of.model() + " " + Column.SAD.text(of.rankingError()))
                  .collect(Collectors.joining(", ")));
    }
    List<ModelResult> compared =
        results.stream()
            .filter(result -> result.mean(Column.DISAGREEMENT).isPresent())
            .sorted(
                Comparator.comparingDouble(
                    result -> result.mean(Column.DISAGREEMENT).orElseThrow()))
            .toList();
    if (!photos.isEmpty() || compared.size() < 3) {
      return List.of();
    }
    return List.of(
        "Without true mattes no model can be called the best; closest to the others is "
            + disagreement(compared.get(0))
            + ", furthest from them "
            + disagreement(compared.get(compared.size() - 1)));
  }

  private static String disagreement(ModelResult result) {
    return result.model() + " (" + Column.DISAGREEMENT.text(result.mean(Column.DISAGREEMENT)) + ")";
  }
}
