package io.github.matting4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.evaluate.measure.Measured;
import io.github.matting4j.evaluate.measure.ModelFacts;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.metrics.MatteScores;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.testing.RunReports;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of several networks is the best on these photos, from the rows alone. */
class RankingTest {
  private static final double FAILED = -1;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> models = new ArrayList<>();

  /** A model whose SAD on the photos 0, 1, 2 ... is this. */
  private RankingTest model(String id, double... sads) {
    models.add(id);
    for (int i = 0; i < sads.length; i++) {
      rows.add(
          sads[i] == FAILED
              ? Row.failed("p" + i, id, i == 0 ? "too dark" : "no weights")
              : row("p" + i, id, Optional.of(new MatteScores(sads[i], 0, 0, 0)), 0));
    }
    return this;
  }

  private RankingTest untrue(String id, double disagreement) {
    models.add(id);
    rows.add(row("p0", id, Optional.empty(), disagreement));
    return this;
  }

  private static Row row(
      String photo, String model, Optional<MatteScores> scores, double disagreement) {
    Measured measured =
        new Measured(RunReports.of(model, 640, 480), 1, 1, OptionalLong.empty(), Set.of());
    return new Row(
        photo,
        model,
        640,
        480,
        Optional.of(measured),
        scores,
        OptionalDouble.of(disagreement),
        Optional.empty());
  }

  private Evaluation evaluation(Map<String, ModelFacts> facts) {
    EvaluationPlan plan =
        new EvaluationPlan(
            new PhotoSet("", List.of(), List.of()),
            models,
            id -> {
              throw new AssertionError();
            },
            "none",
            report -> MatteRefiner.none(),
            1,
            OptionalInt.empty(),
            ReadOptions.defaults(),
            Throwable::toString,
            Path.of("results"));
    return new Evaluation(plan, rows, facts);
  }

  private List<String> order() {
    return evaluation(Map.of()).ranking().results().stream().map(ModelResult::model).toList();
  }

  @Test
  void theLowestSadIsFirstAndASentenceSaysSo() {
    model("a", 30, 30).model("b", 10, 10).model("c", 20, 20).model("broken", FAILED, FAILED);
    assertThat(order()).containsExactly("b", "c", "a", "broken");
    assertThat(evaluation(Map.of()).summary())
        .endsWith(
            "broken failed on 2 of 2 photos: too dark",
            "Best by SAD on the 2 photos that all 3 completed: b 10.000, c 20.000, a 30.000");
  }

  @Test
  void aModelThatFailsOnTheHardPhotoDoesNotGainByIt() {
    model("steady", 10, 100).model("picky", 12, FAILED);
    assertThat(order()).containsExactly("steady", "picky");
    ModelResult picky = evaluation(Map.of()).ranking().results().get(1);
    assertThat(picky.mean(Column.SAD)).hasValue(12);
    assertThat(picky.rankingError()).hasValue(12);
    assertThat(evaluation(Map.of()).ranking().sentences())
        .containsExactly(
            "Best by SAD on the photo that both completed: steady 10.000, picky 12.000");
  }

  @Test
  void aModelThatFailsOnMostPhotosIsNotRankedAndDoesNotShrinkTheComparison() {
    model("a", 10, 100, 30).model("b", 20, 20, 20).model("lucky", FAILED, FAILED, 1);
    assertThat(order()).containsExactly("b", "a", "lucky");
    assertThat(evaluation(Map.of()).ranking().results().get(2).rankingError()).isEmpty();
  }

  @Test
  void withoutTruthNothingIsCalledTheBest() {
    untrue("a", 0.3).untrue("b", 0.1).untrue("c", 0.2);
    assertThat(order()).as("the order asked for").containsExactly("a", "b", "c");
    assertThat(evaluation(Map.of()).ranking().sentences().get(0))
        .startsWith("Without true mattes no model can be called the best")
        .contains("closest to the others is b (0.10000), furthest from them a (0.30000)");
  }

  @Test
  void twoModelsWithoutTruthDifferByTheSame() {
    untrue("a", 0.3).untrue("b", 0.3);
    assertThat(evaluation(Map.of()).ranking().sentences()).isEmpty();
  }

  @Test
  void sizeKindAndLicenceAreReported() throws Exception {
    model("a", 30).model("b", 10);
    Licence licence = new Licence("MIT", "", "", Licence.CommercialUse.ALLOWED);
    ModelFacts facts =
        new ModelFacts(
            Optional.of(ModelDescriptor.Kind.SEGMENTATION),
            Optional.of(licence),
            OptionalLong.of(4_560_000));
    Evaluation evaluation = evaluation(Map.of("a", facts));
    assertThat(evaluation.summary().get(0)).endsWith("Flagged  Network  File MB");
    assertThat(evaluation.summary().get(2)).startsWith("a").endsWith("640x480      4.6");
    StringWriter json = new StringWriter();
    JsonReport.write(evaluation, json);
    assertThat(json.toString().replaceAll("\\s+", ""))
        .contains(
            "\"id\":\"a\",\"kind\":\"hardoutline\",\"licence\":\"MIT\",\"file_bytes\":4560000")
        .contains("\"ranking_sad\":30.000");
  }
}
