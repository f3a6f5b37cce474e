package io.github.matting4j.networks.known;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.recipe.AlphaOutput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.text.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The description that withoutBG publishes beside its weights, {@code FILE.onnx.json}.
 *
 * @param canvas side of the network's square picture in pixels
 */
record WithoutBgSidecar(int canvas, String input, String output) {
  private static final int MAX_BYTES = 100_000;

  /**
   * The description beside a file, if there is one.
   *
   * @throws ModelLoadException if it cannot be read, or describes something else
   */
  static Optional<WithoutBgSidecar> beside(Path weights) {
    Path file = weights.resolveSibling(weights.getFileName() + ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      return Optional.of(parse(JsonReader.object(text)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelLoadException(
          file + ": " + e.getMessage() + "; take the file that is published beside the weights", e);
    }
  }

  private static WithoutBgSidecar parse(Map<String, Object> json) {
    if (json.containsKey("pipeline")) {
      throw new IllegalArgumentException(
          "it describes several networks that run in turn, of which this library runs none alone");
    }
    int canvas = json.get("canvas_size") instanceof Double side ? (int) (double) side : 0;
    if (canvas < 1 || canvas > InputSize.MAX_SIDE) {
      throw new IllegalArgumentException(
          "canvas_size is " + json.get("canvas_size") + "; a number of pixels is needed");
    }
    return new WithoutBgSidecar(
        canvas, text(json.get("input_name"), "rgb"), text(json.get("output_name"), "alpha"));
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value instanceof String text ? text : otherwise;
  }

  NetworkRecipe apply(NetworkRecipe recipe) {
    return recipe.toBuilder()
        .size(InputSize.fit(canvas, canvas))
        .input(input)
        .output(output, AlphaOutput.FIRST.channel())
        .build();
  }
}
