package io.github.matting4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.batch.FailureText;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of an evaluation, with models that do as they are told. */
class EvaluationRunTest {
  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void writePhotos() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    ImageFiles.write(ArgbImage.filled(40, 30, 0xFF336699), images.resolve("blue.png"));
    ImageFiles.write(ArgbImage.filled(30, 40, 0xFF993333), images.resolve("red.png"));
  }

  private static FakeModel flat(String id, float alpha) {
    return new FakeModel(id, photo -> AlphaMatte.filled(photo.width(), photo.height(), alpha));
  }

  private Evaluation run(int repeats, OptionalInt maxSide, FakeModel... models) throws IOException {
    Map<String, FakeModel> byId = new java.util.LinkedHashMap<>();
    for (FakeModel model : models) {
      byId.put(model.id(), model);
    }
    List<String> ids = new ArrayList<>(byId.keySet());
    EvaluationPlan.Models opener =
        id -> {
          if (id.equals("gone")) {
            throw new ModelLoadException("gone: no weights");
          }
          return byId.get(id);
        };
    EvaluationPlan plan =
        new EvaluationPlan(
            PhotoSet.ofFolders(images, Optional.empty()),
            ids,
            opener,
            "halved",
            report -> halving(),
            repeats,
            maxSide,
            ReadOptions.defaults(),
            FailureText::of,
            folder.resolve("results"));
    return new EvaluationRun(plan, line -> {}).run();
  }

  private static MatteRefiner halving() {
    return (photo, matte) ->
        AlphaMatte.filled(matte.width(), matte.height(), matte.alpha(0, 0) / 2);
  }

  @Test
  void mattesAreRefinedBeforeTheyAreCompared() throws Exception {
    Evaluation evaluation = run(1, OptionalInt.empty(), flat("a", 0f), flat("b", 0.8f));
    assertThat(evaluation.failures()).isZero();
    assertThat(evaluation.rows())
        .extracting(row -> row.photo() + " " + row.model())
        .containsExactly("blue.png a", "blue.png b", "red.png a", "red.png b");
    assertThat(evaluation.rows())
        .allSatisfy(
            row -> assertThat(Column.DISAGREEMENT.text(row.disagreement())).isEqualTo("0.40000"));
  }

  @Test
  void eachPhotoIsRunAsOftenAsAskedAndTheFirstOnceMore() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    FakeModel counting =
        new FakeModel(
            "a",
            photo -> {
              runs.incrementAndGet();
              return AlphaMatte.filled(photo.width(), photo.height(), 1f);
            });
    run(4, OptionalInt.empty(), counting);
    assertThat(runs.get()).isEqualTo(1 + 2 * 4);
  }

  @Test
  void aLongestSideShrinksWhatModelsSee() throws Exception {
    Evaluation evaluation = run(1, OptionalInt.of(20), flat("a", 1f));
    assertThat(evaluation.rows())
        .extracting(row -> row.width() + "x" + row.height())
        .containsExactly("20x15", "15x20");
  }

  @Test
  void aModelThatFailsOnAPhotoLosesThatRowOnly() throws Exception {
    FakeModel moody =
        new FakeModel(
            "moody",
            photo -> {
              if (photo.width() < photo.height()) {
                throw new InferenceException("moody dislikes upright photos", null);
              }
              return AlphaMatte.filled(photo.width(), photo.height(), 0.5f);
            });
    FakeModel broken =
        new FakeModel(
            "broken",
            photo -> {
              throw new IllegalStateException("bug");
            });
    Evaluation evaluation =
        run(1, OptionalInt.empty(), moody, flat("steady", 1f), broken, flat("gone", 1f));
    assertThat(evaluation.failures()).isEqualTo(5);
    assertThat(evaluation.rows())
        .extracting(row -> row.photo() + " " + row.model() + " " + row.error().orElse("fine"))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("blue.png moody fine"),
            row -> assertThat(row).isEqualTo("blue.png steady fine"),
            row -> assertThat(row).contains("blue.png broken", "please report it", "bug"),
            row -> assertThat(row).isEqualTo("blue.png gone gone: no weights"),
            row -> assertThat(row).isEqualTo("red.png moody moody dislikes upright photos"),
            row -> assertThat(row).isEqualTo("red.png steady fine"),
            row -> assertThat(row).contains("red.png broken"),
            row -> assertThat(row).contains("red.png gone"));
    assertThat(evaluation.rows().get(5).disagreement()).as("nobody to compare with").isEmpty();
    String html = Files.readString(folder.resolve("results/report.html"));
    assertThat(html)
        .contains("moody dislikes upright photos", "5 runs failed")
        .contains("failed on 1 of 2 photos: moody dislikes upright photos")
        .contains("failed on 2 of 2 photos: gone: no weights")
        .contains("Apache-2.0");
    assertThat(evaluation.summary())
        .last()
        .isEqualTo("gone failed on 2 of 2 photos: gone: no weights");
  }

  @Test
  void whereResidentMemoryIsKnownItsGrowthIsToldAndSeesWhatARunTouches() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/proc/self/clear_refs")), "not Linux");
    int bytes = 64 << 20;
    List<byte[]> held = new ArrayList<>();
    FakeModel hungry =
        new FakeModel(
            "hungry",
            photo -> {
              held.add(new byte[bytes]);
              java.util.Arrays.fill(held.get(held.size() - 1), (byte) 1);
              return AlphaMatte.filled(photo.width(), photo.height(), 1f);
            });
    Evaluation evaluation = run(1, OptionalInt.empty(), hungry);
    long before = evaluation.rows().get(0).measured().orElseThrow().grownBytes().orElseThrow();
    long after = evaluation.rows().get(1).measured().orElseThrow().grownBytes().orElseThrow();
    assertThat(after).isGreaterThanOrEqualTo(before / 2).isLessThan(2L << 30);
    assertThat(held).hasSize(3);
  }
}
