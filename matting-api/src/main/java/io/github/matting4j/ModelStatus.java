package io.github.matting4j;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import java.util.Optional;

/**
 * One line of the list of models.
 *
 * @param id the model's id; where there is no descriptor, the class name of the provider at fault
 *     or {@code unknown-backend}
 * @param descriptor what the model is; empty where a provider cannot list its models, or another
 *     provider has a model of this id
 * @param availability whether it can be opened here, and what to do if not
 */
public record ModelStatus(
    String id, Optional<ModelDescriptor> descriptor, Availability availability) {

  static ModelStatus of(ModelDescriptor descriptor, Availability availability) {
    return new ModelStatus(descriptor.id(), Optional.of(descriptor), availability);
  }

  static ModelStatus broken(String provider, String what, String remedy) {
    return new ModelStatus(provider, Optional.empty(), new Availability.Broken(what, remedy));
  }
}
