package io.github.matting4j.networks;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.recipe.RecipeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The networks that have a recipe file in the model folder. A file that is not a valid recipe is
 * listed as a broken model with what is wrong in it.
 *
 * <p>The folder is read at each call, so that a recipe that was written meanwhile is found.
 * Thread-safe.
 */
public final class NetworksProvider implements MattingModelProvider {

  private final Optional<Path> fixed;

  /** For {@link java.util.ServiceLoader} and for registration by hand. */
  public NetworksProvider() {
    this(Optional.empty());
  }

  /** The networks of this folder, or of that of the options. */
  NetworksProvider(Optional<Path> fixed) {
    this.fixed = fixed;
  }

  private RecipeFolder folder(OpenOptions options) {
    return RecipeFolder.of(fixed.orElseGet(options::modelFolder));
  }

  /** The networks of {@link OpenOptions#defaultModelFolder}. */
  @Override
  public List<ModelDescriptor> descriptors() {
    return descriptors(OpenOptions.forLatency());
  }

  @Override
  public List<ModelDescriptor> descriptors(OpenOptions options) {
    return folder(options).entries().stream().map(NetworksProvider::descriptor).toList();
  }

  private static ModelDescriptor descriptor(RecipeFolder.Entry entry) {
    return entry
        .recipe()
        .map(recipe -> recipe.network().descriptor())
        .orElseGet(
            () ->
                ModelDescriptor.builder(entry.id(), new Family(entry.id()))
                    .summary("A recipe file that cannot be used.")
                    .source(entry.file().toString())
                    .fileNames(entry.id() + ".onnx")
                    .build());
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    RecipeFolder.Entry entry = folder(options).get(id);
    return entry.recipe().isPresent()
        ? entry.recipe().get().network().provider().probe(id, options)
        : new Availability.Broken(entry.fault(), "correct or remove " + entry.file());
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    RecipeFolder.Entry entry = folder(options).get(id);
    RecipeFile recipe = entry.recipe().orElseThrow(() -> new ModelLoadException(entry.fault()));
    MattingModel model = recipe.network().provider().open(id, options);
    try {
      if (options.modelFile().isEmpty()) {
        entry.requireHash(model.identity().weightsSha256());
      }
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }
}
