package io.github.matting4j.networks.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.networks.recipe.RecipeValues;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which changes to a recipe are tried, and in which words they are proposed. */
class VariantsTest {
  private static final NetworkRecipe IMAGENET =
      NetworkRecipe.builder()
          .size(InputSize.stretch(64, 48))
          .mean(0.485, 0.456, 0.406)
          .std(0.229, 0.224, 0.225)
          .output("pred")
          .build();

  private static GraphForm graph(TensorSpec... outputs) {
    return new GraphForm(List.of(tensor("x", 1, 3, 48, 64)), List.of(outputs));
  }

  private static TensorSpec tensor(String name, long... dims) {
    List<Long> list = new ArrayList<>();
    for (long dim : dims) {
      list.add(dim);
    }
    return new TensorSpec(name, TensorSpec.ElementType.FLOAT, list);
  }

  private static List<String> changes(NetworkRecipe recipe, GraphForm graph) {
    return Variants.of(recipe, graph).stream()
        .map(one -> one.mistake() + " " + RecipeDifference.of(recipe, one.recipe()))
        .toList();
  }

  @Test
  void everyPartOfARecipeIsChangedOnce() {
    assertThat(changes(IMAGENET, graph(tensor("pred", 1, 2, 48, 64), tensor("aux", 1, 1, 6, 8))))
        .containsExactly(
            "CHANNEL channel: 1",
            "OUTPUT output: \"aux\"",
            "INVERTED levels: [1, 0]",
            "LEVELS levels: [0, 255]",
            "LEVELS levels: [-1, 1]",
            "ACTIVATION activation: sigmoid",
            "ACTIVATION activation: softmax",
            "CHANNELS channels: BGR",
            "RANGE range: [0, 255]",
            "NORMALISATION mean: [0.406, 0.456, 0.485], std: [0.225, 0.224, 0.229]",
            "NORMALISATION std: [58.395, 57.12, 57.375]",
            "NORMALISATION std: [0.000898039, 0.000878431, 0.000882353]",
            "NORMALISATION mean: 0, std: 1",
            "NORMALISATION range: [-1, 1], mean: 0, std: 1",
            "NORMALISATION range: [0, 255], mean: 0, std: 1",
            "NORMALISATION range: [-0.5, 0.5], mean: 0, std: 1",
            "SIZE size: {fit: [64, 48]}",
            "STRETCH stretchLevels: true");
  }

  @Test
  void aRecipeInOtherWordsIsNoChange() {
    NetworkRecipe half = NetworkRecipe.builder().mean(0.5).std(0.5).build();
    NetworkRecipe signed = NetworkRecipe.builder().range(-1, 1).build();
    assertThat(Normalisation.of(half).isLike(Normalisation.of(signed))).isTrue();
    assertThat(Normalisation.of(half).others())
        .noneMatch(one -> one.isLike(Normalisation.of(signed)));
    assertThat(changes(half, graph(tensor("pred", 1, 1, 48, 64))))
        .noneMatch(change -> change.contains("range: [-1, 1]"))
        .contains("SIZE size: {fit: [64, 48]}");
  }

  @Test
  void theWordsOfAChangeBackAreThoseOfTheOldRecipe() {
    NetworkRecipe changed =
        IMAGENET.toBuilder()
            .channels(ChannelOrder.BGR)
            .activation(Activation.SIGMOID)
            .output(1, 3)
            .stretchLevels(true)
            .size(InputSize.shortSide(512).multipleOf(32))
            .build();
    assertThat(RecipeDifference.of(IMAGENET, changed))
        .isEqualTo(
            "size: {shortSide: 512, multipleOf: 32}, channels: BGR, output: 1, channel: 3,"
                + " activation: sigmoid, stretchLevels: true");
    assertThat(RecipeDifference.of(changed, IMAGENET))
        .isEqualTo(
            "size: {stretch: [64, 48]}, channels: RGB, output: \"pred\", channel: 0,"
                + " activation: none, stretchLevels: false");
  }

  @Test
  void theWordsAreThoseOfARecipeFile() {
    GraphForm graph = graph(tensor("pred", 1, 2, 48, 64), tensor("aux", 1, 1, 6, 8));
    for (Variant variant : Variants.of(IMAGENET, graph)) {
      String text =
          RecipeValues.of(variant.recipe()).entrySet().stream()
              .map(line -> line.getKey() + ": " + line.getValue() + "\n")
              .collect(Collectors.joining());
      assertThat(RecipeFile.parse("net", text, Path.of("")).network().recipe())
          .as(text)
          .isEqualTo(variant.recipe());
    }
  }

  @Test
  void outputsThatAreNoPicturesAreLeftOut() {
    GraphForm graph =
        graph(
            tensor("pred", 1, 48, 64, 2),
            tensor("score", 1, 1000, 1, 1, 7),
            tensor("m", 1, 48, 64));
    assertThat(graph.channels(0)).isEqualTo(2);
    assertThat(graph.channels(1)).isZero();
    assertThat(graph.otherPictures(0)).containsExactly(2);
  }

  @Test
  void theLayoutIsChangedOnlyWhereTheGraphLeavesItOpen() {
    GraphForm open =
        new GraphForm(
            List.of(tensor("x", 1, TensorSpec.ANY, TensorSpec.ANY, TensorSpec.ANY)),
            List.of(tensor("pred", 1, 1, TensorSpec.ANY, TensorSpec.ANY)));
    assertThat(changes(IMAGENET, open)).contains("LAYOUT layout: NHWC");
    assertThat(changes(IMAGENET, graph(tensor("pred", 1, 1, 48, 64))))
        .noneMatch(change -> change.startsWith("LAYOUT"));
  }
}
