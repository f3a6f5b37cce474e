package io.github.matting4j.onnx;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import java.nio.file.Path;
import java.util.List;

/**
 * A backend of one network in an ONNX file, opened by an {@link OnnxRecipe}. Register an instance
 * by hand with {@code MattingModels.of(...)}; for {@link java.util.ServiceLoader}, extend this
 * class by one with a public constructor without parameters.
 *
 * <p>Weights are searched under the descriptor's file names in the model folder, or in the file
 * that the options name. Thread-safe.
 */
public class OnnxProvider implements MattingModelProvider {
  private final ModelDescriptor descriptor;
  private final OnnxRecipe recipe;

  /**
   * A backend of this network.
   *
   * @throws IllegalArgumentException if the descriptor has no file names
   */
  public OnnxProvider(ModelDescriptor descriptor, OnnxRecipe recipe) {
    if (descriptor.fileNames().isEmpty()) {
      throw new IllegalArgumentException(
          "model " + descriptor.id() + " has no file names; name the file of its weights");
    }
    this.descriptor = descriptor;
    this.recipe = recipe;
  }

  @Override
  public final List<ModelDescriptor> descriptors() {
    return List.of(descriptor);
  }

  @Override
  public final Availability probe(String id, OpenOptions options) {
    check(id);
    return ModelLocator.probe(descriptor, options);
  }

  @Override
  public final MattingModel open(String id, OpenOptions options) {
    check(id);
    Path file =
        ModelLocator.find(descriptor, options)
            .orElseThrow(
                () -> new ModelLoadException(id + ": no weights in " + options.modelFolder()));
    OnnxSession session = OnnxSession.open(ModelFile.inspect(file), options);
    try {
      return recipe.model(descriptor, session, options);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void check(String id) {
    if (!descriptor.id().equals(id)) {
      throw new IllegalArgumentException(
          "there is no model '" + id + "' here, only " + descriptor.id());
    }
  }
}
