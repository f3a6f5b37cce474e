package io.github.matting4j.networks;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.nio.file.Path;

/** Networks that differ in one part from another. Stateless. */
final class Networks {
  private Networks() {}

  /** The same network under another id, with its weights in this file. */
  static OnnxNetwork renamed(OnnxNetwork network, String id, Path weights) {
    return changed(network, id, weights, network.recipe());
  }

  /** The same network with another recipe. */
  static OnnxNetwork withRecipe(OnnxNetwork network, NetworkRecipe recipe) {
    return changed(network, network.descriptor().id(), network.file().orElseThrow(), recipe);
  }

  private static OnnxNetwork changed(
      OnnxNetwork network, String id, Path weights, NetworkRecipe recipe) {
    ModelDescriptor described = network.descriptor();
    OnnxNetwork.Builder builder =
        OnnxNetwork.builder(id)
            .file(weights)
            .recipe(recipe)
            .title(described.title().equals(described.id()) ? id : described.title())
            .summary(described.summary())
            .licence(described.licence())
            .source(described.source())
            .describe(
                model -> {
                  described.kind().ifPresent(model::kind);
                  described.figures().forEach(model::figure);
                });
    boolean ownFamily = described.family().name().equals(described.id());
    return ownFamily ? builder.build() : builder.family(described.family()).build();
  }
}
