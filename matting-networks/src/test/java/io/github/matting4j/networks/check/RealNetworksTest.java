package io.github.matting4j.networks.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.check.CheckResult.Outcome;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.starter.StarterProvider;
import io.github.matting4j.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes made on purpose in the recipes of networks that other people trained. */
class RealNetworksTest {
  private static final NetworkRecipe STARTER =
      NetworkRecipe.builder().size(InputSize.shortSide(256).multipleOf(16)).build();

  private static final NetworkRecipe MEDIAPIPE =
      NetworkRecipe.builder().size(InputSize.stretch(256, 256)).build();

  private static final NetworkRecipe HUMAN_SEG =
      NetworkRecipe.builder()
          .size(InputSize.stretch(398, 224))
          .mean(0.5)
          .std(0.5)
          .output(0, 1)
          .build();

  private static final NetworkRecipe SINET =
      NetworkRecipe.builder()
          .size(InputSize.stretch(320, 320))
          .channels(ChannelOrder.BGR)
          .range(0, 255)
          .mean(102.890434, 111.25247, 126.91212)
          .std(255 * 62.93292, 255 * 62.82138, 255 * 66.355705)
          .output(0, 1)
          .build();

  @TempDir private static Path folder;

  private static CheckResult check(Path file, NetworkRecipe recipe, DrawnPortraits portraits) {
    OnnxNetwork network = OnnxNetwork.builder("net").file(file).recipe(recipe).build();
    return RecipeCheck.of(network, OpenOptions.forLatency()).run(portraits);
  }

  @Test
  void threeMistakesAreNamedOnOneSmallPortrait() {
    DrawnPortraits portraits = new DrawnPortraits(List.of("up-do-sheer-sleeves"), 256, 320);
    Path mediapipe = SharedData.require("models/mediapipe-selfie.onnx");
    CheckResult range = check(mediapipe, MEDIAPIPE.toBuilder().range(0, 255).build(), portraits);
    assertThat(range.findings().get(0).sentence()).contains("with 'range: [0, 1]' the agreement");
    Path humanSeg = SharedData.require("models/pp-humanseg-lite-398x224.onnx");
    CheckResult colours =
        check(humanSeg, HUMAN_SEG.toBuilder().channels(ChannelOrder.BGR).build(), portraits);
    assertThat(colours.findings().get(0).sentence())
        .startsWith("the order of the colours is likely wrong: with 'channels: RGB'");
    Path sinet = SharedData.require("models/sinet.onnx");
    CheckResult channel = check(sinet, SINET.toBuilder().output(0, 0).build(), portraits);
    assertThat(channel.findings().get(0).sentence()).contains("with 'channel: 1' the agreement");
    assertThat(check(sinet, SINET, portraits).outcome()).isEqualTo(Outcome.GOOD);
  }

  /** Writes the table of docs/measurements/recipe-check.md. */
  @Test
  @Tag("soak")
  void theTableOfMistakes() throws IOException {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    DrawnPortraits portraits = DrawnPortraits.usual();
    column(cells, "starter", starter(), STARTER, portraits);
    column(
        cells,
        "MediaPipe",
        SharedData.require("models/mediapipe-selfie.onnx"),
        MEDIAPIPE,
        portraits);
    column(cells, "SINet", SharedData.require("models/sinet.onnx"), SINET, portraits);
    column(
        cells,
        "HumanSeg",
        SharedData.require("models/pp-humanseg-lite-398x224.onnx"),
        HUMAN_SEG,
        portraits);
    List<String> lines = new ArrayList<>();
    lines.add("| mistake | starter | MediaPipe | SINet | HumanSeg |");
    lines.add("|---|---|---|---|---|");
    cells.forEach(
        (mistake, row) -> {
          StringBuilder line = new StringBuilder("| " + mistake + " |");
          for (String network : List.of("starter", "MediaPipe", "SINet", "HumanSeg")) {
            line.append(' ').append(row.getOrDefault(network, "")).append(" |");
          }
          lines.add(line.toString());
        });
    Files.write(Files.createDirectories(Path.of("target")).resolve("recipe-check.md"), lines);
    long named = lines.stream().flatMap(line -> line.chars().boxed()).filter(c -> c == '→').count();
    assertThat(named).as("mistakes that are named").isGreaterThanOrEqualTo(30);
  }

  private static Path starter() throws IOException {
    Path file = folder.resolve("portrait-starter.onnx");
    try (InputStream in =
        Objects.requireNonNull(
            StarterProvider.class.getResourceAsStream("portrait-starter.onnx"))) {
      Files.copy(in, file);
    }
    return file;
  }

  private static void column(
      Map<String, Map<String, String>> cells,
      String network,
      Path file,
      NetworkRecipe right,
      DrawnPortraits portraits) {
    mistakes(right)
        .forEach(
            (mistake, recipe) -> {
              CheckResult result = check(file, recipe, portraits);
              cells
                  .computeIfAbsent(mistake, key -> new LinkedHashMap<>())
                  .put(network, cell(recipe, result));
            });
  }

  private static String cell(NetworkRecipe recipe, CheckResult result) {
    return switch (result.outcome()) {
      case GOOD -> number(result.agreement()) + " good";
      case NOTHING_BETTER -> number(result.agreement()) + " nothing better";
      case NO_PERSON_FOUND -> number(result.agreement()) + " no person found";
      case BETTER_FOUND ->
          number(result.agreement())
              + " → "
              + number(result.correctedAgreement())
              + " `"
              + RecipeDifference.of(recipe, result.corrected().orElseThrow())
              + "`";
    };
  }

  private static String number(double agreement) {
    return String.format(Locale.ROOT, "%.2f", agreement);
  }

  /** The right recipe, and wrong ones that differ from it. */
  private static Map<String, NetworkRecipe> mistakes(NetworkRecipe right) {
    ChannelOrder swapped =
        right.channels() == ChannelOrder.RGB ? ChannelOrder.BGR : ChannelOrder.RGB;
    Map<String, NetworkRecipe> all = new LinkedHashMap<>();
    all.put("none", right);
    all.put("red and blue exchanged", right.toBuilder().channels(swapped).build());
    NetworkRecipe plain = right.toBuilder().mean(0).std(1).build();
    all.put("0..1 without mean and std", plain.toBuilder().range(0, 1).build());
    all.put("0..255 without mean and std", plain.toBuilder().range(0, 255).build());
    all.put("-1..1 without mean and std", plain.toBuilder().range(-1, 1).build());
    NetworkRecipe imageNet =
        right.toBuilder().range(0, 1).mean(0.485, 0.456, 0.406).std(0.229, 0.224, 0.225).build();
    all.put("ImageNet's mean and std", imageNet);
    all.put("ImageNet's, with 0..255", imageNet.toBuilder().range(0, 255).build());
    all.put("mean and std in reverse", reversed(right));
    all.put("std 255 times too small", scaled(right));
    all.put("sigmoid once more", right.toBuilder().activation(Activation.SIGMOID).build());
    if (right.output().channel() > 0) {
      all.put("softmax once more", right.toBuilder().activation(Activation.SOFTMAX).build());
      all.put("channel 0", right.toBuilder().output(0, 0).build());
    }
    all.put("levels 0..255", right.toBuilder().levels(0, 255).build());
    all.put("alpha inverted", right.toBuilder().levels(1, 0).build());
    all.put("levels stretched", right.toBuilder().stretchLevels(true).build());
    all.put("fitted instead of stretched", fitted(right));
    all.put("0..255 and alpha inverted", plain.toBuilder().range(0, 255).levels(1, 0).build());
    Normalisation numbers = Normalisation.of(right);
    all.values()
        .removeIf(
            recipe -> Normalisation.of(recipe).isLike(numbers) && numbers.in(recipe).equals(right));
    Map<String, NetworkRecipe> withRight = new LinkedHashMap<>();
    withRight.put("none", right);
    withRight.putAll(all);
    return withRight;
  }

  private static NetworkRecipe reversed(NetworkRecipe right) {
    List<Double> mean = right.mean();
    List<Double> std = right.std();
    return right.toBuilder()
        .mean(mean.get(2), mean.get(1), mean.get(0))
        .std(std.get(2), std.get(1), std.get(0))
        .build();
  }

  private static NetworkRecipe scaled(NetworkRecipe right) {
    List<Double> std = right.std();
    return std.get(0) > 255
        ? right.toBuilder().std(std.get(0) / 255, std.get(1) / 255, std.get(2) / 255).build()
        : right;
  }

  private static NetworkRecipe fitted(NetworkRecipe right) {
    return right.size().kind() == InputSize.Kind.STRETCH
        ? right.toBuilder().size(InputSize.fit(right.size().width(), right.size().height())).build()
        : right;
  }
}
