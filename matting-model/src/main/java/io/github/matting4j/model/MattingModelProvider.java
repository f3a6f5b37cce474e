package io.github.matting4j.model;

import java.util.List;

/**
 * A backend: a family of models that can be listed, probed and opened. Found by {@link
 * java.util.ServiceLoader} or registered by hand.
 *
 * <p>An implementation is cheap to create and touches no native code before {@link #open}.
 * Thread-safe.
 */
public interface MattingModelProvider {

  /** The models of this backend, best first. Data only. */
  List<ModelDescriptor> descriptors();

  /**
   * The models of this backend with these options, best first. A backend whose models are described
   * by files lists those of the options' model folder; every other one lists the same models
   * regardless of the options, as this default does.
   */
  default List<ModelDescriptor> descriptors(OpenOptions options) {
    return descriptors();
  }

  /**
   * Checks whether a model can be opened, from files only, without native code.
   *
   * @param id the id of one of {@link #descriptors(OpenOptions)}
   * @throws IllegalArgumentException for another id
   */
  Availability probe(String id, OpenOptions options);

  /**
   * Opens a model. The caller closes it.
   *
   * @param id the id of one of {@link #descriptors(OpenOptions)}
   * @throws IllegalArgumentException for another id
   * @throws ModelLoadException if the weights are missing, broken or not this model's, or the
   *     native library cannot be loaded
   * @throws DeviceUnavailableException if the options require a device that does not work
   */
  MattingModel open(String id, OpenOptions options);
}
