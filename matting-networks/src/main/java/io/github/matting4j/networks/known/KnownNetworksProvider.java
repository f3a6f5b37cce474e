package io.github.matting4j.networks.known;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.runtime.ModelLocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The known networks that can be installed: those with a free licence and an ONNX file at a stable
 * address. A recipe file of the same id in the model folder replaces one. They are listed from a
 * catalogue of their own; the file of all known networks is read when one is opened. Thread-safe.
 */
public final class KnownNetworksProvider implements MattingModelProvider {
  private static final String RESOURCE = "installable.catalogue";

  /** For {@link java.util.ServiceLoader} and for registration by hand. */
  public KnownNetworksProvider() {}

  /** All that can be installed. */
  @Override
  public List<ModelDescriptor> descriptors() {
    return Installable.CATALOGUE.models();
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
    return ModelLocator.probe(descriptor(id), options);
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    String known = descriptor(id).id();
    return KnownNetworks.all().stream()
        .filter(network -> network.id().equals(known))
        .findFirst()
        .orElseThrow()
        .network()
        .provider()
        .open(id, options);
  }

  private ModelDescriptor descriptor(String id) {
    return descriptors().stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '"
                        + id
                        + "' here, only "
                        + descriptors().stream().map(ModelDescriptor::id).toList()));
  }

  private static final class Installable {
    static final ModelCatalogue CATALOGUE = ModelCatalogue.parse(RESOURCE, read());

    private static String read() {
      try (@Nullable InputStream in = KnownNetworksProvider.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the jar lacks " + RESOURCE + "; take the released jar");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + RESOURCE + " from the jar", e);
      }
    }
  }
}
