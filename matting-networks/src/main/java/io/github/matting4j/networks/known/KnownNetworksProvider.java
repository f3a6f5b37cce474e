package io.github.matting4j.networks.known;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.recipe.RecipeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The known networks that can be installed: those with a free licence and an ONNX file at a stable
 * address. A recipe file of the same id in the model folder replaces one. Thread-safe.
 */
public final class KnownNetworksProvider implements MattingModelProvider {

  /** For {@link java.util.ServiceLoader} and for registration by hand. */
  public KnownNetworksProvider() {}

  /** All that can be installed. */
  @Override
  public List<ModelDescriptor> descriptors() {
    return KnownNetworks.installable().stream()
        .map(network -> network.network().descriptor())
        .toList();
  }

  @Override
  public List<ModelDescriptor> descriptors(OpenOptions options) {
    Path folder = options.modelFolder();
    return descriptors().stream()
        .filter(model -> !Files.exists(RecipeFile.in(folder, model.id())))
        .toList();
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    return provider(id).probe(id, options);
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    return provider(id).open(id, options);
  }

  private static MattingModelProvider provider(String id) {
    return KnownNetworks.installable().stream()
        .filter(network -> network.id().equals(id))
        .findFirst()
        .map(network -> network.network().provider())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '"
                        + id
                        + "' here, only "
                        + KnownNetworks.installable().stream().map(KnownNetwork::id).toList()));
  }
}
