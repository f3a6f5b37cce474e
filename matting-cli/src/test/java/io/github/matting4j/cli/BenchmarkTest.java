package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evaluate --benchmark} with the built-in model on a set of two pictures. */
class BenchmarkTest {
  private static final String MODEL = "portrait-starter";

  @TempDir Path folder;
  private Path set;
  private Path results;

  @BeforeEach
  void makeSet() throws Exception {
    set = folder.resolve("PPM-TEST");
    results = folder.resolve("results");
    for (String kind : List.of("fg", "alpha")) {
      Path pictures = Files.createDirectories(set.resolve("val").resolve(kind));
      for (String name : List.of("a.png", "b.png")) {
        Pictures.halves(Pictures.WIDTH, Pictures.HEIGHT, 0, 0xFFFFFF, pictures.resolve(name));
      }
    }
    Files.writeString(set.resolve("val.txt"), "val/fg/a.png\nval/fg/b.png\n");
  }

  private Cli.Result evaluate(int exit, String... more) {
    List<String> all = new ArrayList<>(List.of("evaluate", "-o", results.toString()));
    all.addAll(List.of("--model-folder", "no-such-folder"));
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new)).exits(exit);
  }

  @Test
  void aSetIsMeasuredOncePerModel() throws Exception {
    Cli.Result first = evaluate(0, "--benchmark", set.toString());
    assertThat(first.out()).contains("SAD", "MSE", "Grad", "Conn").doesNotContain("published");
    assertThat(first.out().lines().skip(1))
        .singleElement()
        .asString()
        .matches(MODEL + " +measured +2 +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+");
    assertThat(first.err()).contains("val/fg/a.png", "val/fg/b.png");
    assertThat(results.resolve(MODEL + ".jsonl")).isNotEmptyFile();
    Cli.Result second = evaluate(0, "--benchmark", set.toString());
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).doesNotContain("val/fg/a.png");
  }

  @Test
  void aPhotoThatCannotBeReadIsNamed() throws Exception {
    Files.writeString(set.resolve("val/fg/b.png"), "no picture");
    Cli.Result result = evaluate(1, "--benchmark", set.toString());
    assertThat(result.err()).contains("val/fg/b.png: ");
    assertThat(result.out()).containsPattern(MODEL + " +measured +1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--synthetic", "--refine=hair", "--max-side=300", "--repeats=2"})
  void optionsOfOtherEvaluationsAreRefused(String option) {
    assertThat(evaluate(2, "--benchmark", set.toString(), option).err())
        .contains("omit " + option.replaceAll("=.*", ""));
  }

  @Test
  void optionsOfTheBenchmarkNeedIt() {
    assertThat(evaluate(2, "--synthetic", "--offline").err())
        .contains("--offline has no effect without --benchmark");
    assertThat(evaluate(2, "--benchmark", folder.resolve("absent").toString()).err())
        .contains("neither a folder nor a published set (ppm-aim-195, ppm-100)");
  }
}
