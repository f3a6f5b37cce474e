package io.github.matting4j.networks.check;

import io.github.matting4j.networks.recipe.RecipeValues;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.util.Map;
import java.util.stream.Collectors;

/** What differs between two recipes, in the words of a recipe file. Stateless. */
final class RecipeDifference {
  private RecipeDifference() {}

  /** The lines of a recipe that another one does not have: {@code "channels: BGR, channel: 1"}. */
  static String of(NetworkRecipe from, NetworkRecipe to) {
    Map<String, String> before = RecipeValues.of(from);
    return RecipeValues.of(to).entrySet().stream()
        .filter(line -> !line.getValue().equals(before.get(line.getKey())))
        .map(line -> line.getKey() + ": " + line.getValue())
        .collect(Collectors.joining(", "));
  }
}
