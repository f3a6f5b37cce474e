package io.github.matting4j.onnx;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelLocator;
import java.nio.file.Path;
import java.util.List;

/**
 * A backend of one {@link OnnxNetwork}. {@link OnnxNetwork#provider} gives one to register by hand
 * with {@code MattingModels.of(...)}; for {@link java.util.ServiceLoader}, extend this class by one
 * with a public constructor without parameters.
 *
 * <p>The weights are in the file that the options name, else in the network's own file, else in the
 * model folder under one of the descriptor's file names. Thread-safe.
 */
public class OnnxProvider implements MattingModelProvider {
  private final OnnxNetwork network;

  /**
   * A backend of this network.
   *
   * @throws IllegalArgumentException if its descriptor has no file names
   */
  public OnnxProvider(OnnxNetwork network) {
    if (network.descriptor().fileNames().isEmpty()) {
      throw new IllegalArgumentException(
          "model "
              + network.descriptor().id()
              + " has no file names; name the file of its weights");
    }
    this.network = network;
  }

  @Override
  public final List<ModelDescriptor> descriptors() {
    return List.of(network.descriptor());
  }

  @Override
  public final Availability probe(String id, OpenOptions options) {
    check(id);
    return ModelLocator.probe(network.descriptor(), located(options));
  }

  @Override
  public final MattingModel open(String id, OpenOptions options) {
    check(id);
    Path file =
        ModelLocator.find(network.descriptor(), located(options))
            .orElseThrow(
                () -> new ModelLoadException(id + ": no weights in " + options.modelFolder()));
    OnnxSession session = OnnxSession.open(OnnxSession.inspect(file), options);
    try {
      return OnnxMattingModel.of(network, session, options);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The options, with the network's own file if they name none. */
  private OpenOptions located(OpenOptions options) {
    return options.modelFile().isPresent()
        ? options
        : network.file().map(options::modelFile).orElse(options);
  }

  private void check(String id) {
    String own = network.descriptor().id();
    if (!own.equals(id)) {
      throw new IllegalArgumentException("there is no model '" + id + "' here, only " + own);
    }
  }
}
