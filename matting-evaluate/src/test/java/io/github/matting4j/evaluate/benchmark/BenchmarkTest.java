package io.github.matting4j.evaluate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.evaluate.FakeModel;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.metrics.MatteScores;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The set in the resources and its figures are described in README.md there. */
class BenchmarkTest {
  private static final List<String> NAMES =
      List.of("a-portrait", "b-landscape", "c-square", "d-tall", "e-nobody");

  @TempDir Path folder;
  private Path set;
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void unpack() throws IOException {
    set = folder.resolve("PPM-TEST");
    copy("val.txt");
    for (String name : NAMES) {
      copy("val/fg/" + name + ".png");
      copy("val/alpha/" + name + ".png");
    }
  }

  private void copy(String name) throws IOException {
    Path target = set.resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream in = resource(name)) {
      Files.copy(in, target);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(BenchmarkTest.class.getResourceAsStream(name), name);
  }

  /** Gives the stored predictions, told apart by the photos' pixels. */
  private MattingModel stored() {
    return new FakeModel("stored", photo -> prediction(nameOf(photo)));
  }

  private String nameOf(ArgbImage photo) {
    try {
      for (String name : NAMES) {
        ArgbImage candidate = ImageFiles.read(set.resolve("val/fg/" + name + ".png"));
        if (Arrays.equals(candidate.toArray(), photo.toArray())) {
          return name;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("not a photo of the set");
  }

  private AlphaMatte prediction(String name) {
    ran.add(name);
    try (InputStream in = resource("prediction/" + name + ".png")) {
      ArgbImage grey = ImageFiles.read(in, ReadOptions.defaults());
      float[] alpha = new float[grey.width() * grey.height()];
      for (int i = 0; i < alpha.length; i++) {
        alpha[i] = (grey.argb(i % grey.width(), i / grey.width()) & 0xFF) / 255f;
      }
      return AlphaMatte.adopt(grey.width(), grey.height(), alpha);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Benchmark benchmark(MattingModel model) throws IOException {
    return new Benchmark(
        BenchmarkPhotos.read(folder),
        false,
        id -> model,
        thrown -> String.valueOf(thrown.getMessage()),
        ReadOptions.defaults(),
        line -> {});
  }

  @Test
  void theMeansAreThoseOfTheReferenceEvaluation() throws IOException {
    ModelScores scores = benchmark(stored()).measure("stored", folder.resolve("results"));
    assertThat(scores.failures()).isEmpty();
    assertThat(scores.photos()).isEqualTo(5);
    MatteScores mean = scores.mean().orElseThrow();
    assertThat(mean.sad()).isCloseTo(0.615932524, within(1e-6));
    assertThat(mean.mse()).isCloseTo(0.0149157659, within(1e-8));
    assertThat(mean.grad()).isCloseTo(2.65174053, within(1e-4));
    assertThat(mean.conn()).isCloseTo(0.528914132, within(1e-6));
  }

  @Test
  void aRunGoesOnWhereTheLastOneEnded() throws IOException {
    Path results = folder.resolve("results");
    MatteScores first = benchmark(stored()).measure("stored", results).mean().orElseThrow();
    Path file = results.resolve("stored.jsonl");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(5);
    // The process was ended in the middle of the fourth line.
    Files.writeString(
        file, String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 30));
    ran.clear();
    ModelScores second = benchmark(stored()).measure("stored", results);
    assertThat(ran).containsExactly("d-tall", "e-nobody");
    assertThat(second.mean()).contains(first);
  }

  @Test
  void scoresOfOtherWeightsAreMeasuredAgain() throws IOException {
    Path results = folder.resolve("results");
    benchmark(stored()).measure("stored", results);
    Path file = results.resolve("stored.jsonl");
    String text = Files.readString(file);
    String weights = stored().identity().weightsSha256();
    Files.writeString(
        file, text.replace(weights, "f".repeat(64)), StandardOpenOption.TRUNCATE_EXISTING);
    ran.clear();
    benchmark(stored()).measure("stored", results);
    assertThat(ran).containsExactlyElementsOf(NAMES);
  }

  @Test
  void aPhotoThatFailsIsNamedAndLeftOut() throws IOException {
    Files.writeString(set.resolve("val/fg/c-square.png"), "not a picture");
    ModelScores scores =
        benchmark(
                new FakeModel(
                    "stored", photo -> AlphaMatte.filled(photo.width(), photo.height(), 0f)))
            .measure("stored", folder.resolve("results"));
    assertThat(scores.photos()).isEqualTo(4);
    assertThat(scores.failures())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith("val/fg/c-square.png: "));
  }

  @Test
  void aTrueMatteOfAnotherSizeIsRefused() throws IOException {
    Files.copy(
        set.resolve("val/alpha/a-portrait.png"),
        set.resolve("val/alpha/c-square.png"),
        StandardCopyOption.REPLACE_EXISTING);
    ModelScores scores =
        benchmark(
                new FakeModel(
                    "stored", photo -> AlphaMatte.filled(photo.width(), photo.height(), 0f)))
            .measure("stored", folder.resolve("results"));
    assertThat(scores.failures())
        .singleElement()
        .satisfies(text -> assertThat(text).contains("c-square.png is", "but the photo is"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside.png", "/etc/passwd", "val/fg/../../../x.png", "a\0b"})
  void aListMayNotLeadOutOfItsFolder(String line) throws IOException {
    Files.writeString(set.resolve("val.txt"), "val/fg/a-portrait.png\n" + line + "\n");
    assertThatThrownBy(() -> BenchmarkPhotos.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void missingFilesAndListsAreNamed() throws IOException {
    Files.delete(set.resolve("val/alpha/d-tall.png"));
    assertThatThrownBy(() -> BenchmarkPhotos.read(folder))
        .hasMessageContaining("1 files")
        .hasMessageContaining("d-tall.png");
    Files.delete(set.resolve("val.txt"));
    assertThatThrownBy(() -> BenchmarkPhotos.read(folder)).hasMessageContaining("holds 0 files");
    Files.createDirectories(set.resolve("other"));
    Files.writeString(set.resolve("val.txt"), "");
    Files.writeString(set.resolve("other/val.txt"), "");
    assertThatThrownBy(() -> BenchmarkPhotos.read(folder)).hasMessageContaining("holds 2 files");
  }

  @Test
  void theTableHasMeasuredPublishedAndDifference() {
    MatteScores measured = new MatteScores(31.6, 0.0023, 31.7, 30.2);
    MatteScores published = new MatteScores(31.56, 0.0022, 31.8, 30.13);
    List<String> lines =
        BenchmarkTable.lines(
            List.of(
                new ModelScores(
                    "pp-matting-512",
                    Optional.empty(),
                    195,
                    Optional.of(measured),
                    Optional.of(published),
                    List.of())));
    assertThat(lines)
        .containsExactly(
            "model                       photos    SAD      MSE   Grad   Conn",
            "pp-matting-512  measured       195  31.60   0.0023  31.70  30.20",
            "                published           31.56   0.0022  31.80  30.13",
            "                difference          +0.04  +0.0001  -0.10  +0.07");
  }
}
