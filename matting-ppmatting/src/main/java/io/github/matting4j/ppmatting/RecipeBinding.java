package io.github.matting4j.ppmatting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which YAML file belongs to a model: {@code STEM.yaml} beside {@code STEM.onnx}, or else {@code
 * deploy.yaml} in a folder of one model. A quantised sibling {@code STEM-int8.onnx} has the recipe
 * of {@code STEM.onnx} unless it has a file of its own, and is not counted as a model; nor are
 * hidden files.
 *
 * @param yaml the file; empty if there is none
 * @param warnings for every report
 */
record RecipeBinding(Optional<Path> yaml, List<String> warnings) {
  private static final Pattern ENDING = Pattern.compile("\\.onnx$");
  private static final Pattern QUANTISED = Pattern.compile("-int8$");

  RecipeBinding {
    warnings = List.copyOf(warnings);
  }

  /** Looks beside a model. */
  static RecipeBinding of(Path model) {
    Path shared = model.resolveSibling("deploy.yaml");
    String stem = stem(model);
    for (String name : List.of(stem, QUANTISED.matcher(stem).replaceFirst(""))) {
      Path own = model.resolveSibling(name + ".yaml");
      if (Files.isRegularFile(own)) {
        boolean unused = Files.isRegularFile(shared) && !own.equals(shared);
        return new RecipeBinding(
            Optional.of(own), unused ? List.of(unused(shared, own + " is used")) : List.of());
      }
    }
    if (!Files.isRegularFile(shared)) {
      return new RecipeBinding(Optional.empty(), List.of());
    }
    long models = models(model);
    return models == 1
        ? new RecipeBinding(Optional.of(shared), List.of())
        : new RecipeBinding(
            Optional.empty(),
            List.of(
                unused(
                    shared,
                    "its folder holds "
                        + models
                        + " models; name it "
                        + stem
                        + ".yaml if it belongs to this one")));
  }

  private static String unused(Path shared, String why) {
    return shared + " is not used: " + why;
  }

  private static String stem(Path model) {
    return ENDING.matcher(model.getFileName().toString()).replaceFirst("");
  }

  private static long models(Path model) {
    try (Stream<Path> files = Files.list(model.toAbsolutePath().getParent())) {
      return files
          .filter(file -> ENDING.matcher(file.getFileName().toString()).find())
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(RecipeBinding::stem)
          .map(stem -> QUANTISED.matcher(stem).replaceFirst(""))
          .distinct()
          .count();
    } catch (IOException e) {
      return 0; // not one: the file is not used, and a report says so
    }
  }

  /**
   * The recipe of the file, or the published one.
   *
   * @throws io.github.matting4j.model.ModelLoadException if the file cannot be executed
   */
  Recipe recipe(PpMattingVariant variant) {
    return yaml.map(file -> DeployYaml.read(file).recipe(variant)).orElse(Recipe.of(variant));
  }
}
