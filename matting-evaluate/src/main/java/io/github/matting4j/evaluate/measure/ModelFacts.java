package io.github.matting4j.evaluate.measure;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about a model apart from its results. Immutable.
 *
 * @param kind soft alpha or hard outline, if that is stated
 * @param licence the terms of the weights; empty if the model could not be opened
 * @param fileBytes size of the weights' file, if they are in one
 */
public record ModelFacts(
    Optional<ModelDescriptor.Kind> kind, Optional<Licence> licence, OptionalLong fileBytes) {
  /** Nothing is known. */
  public static final ModelFacts UNKNOWN =
      new ModelFacts(Optional.empty(), Optional.empty(), OptionalLong.empty());

  /** The facts of an open model. */
  public static ModelFacts of(ModelDescriptor descriptor, OptionalLong fileBytes) {
    return new ModelFacts(descriptor.kind(), Optional.of(descriptor.licence()), fileBytes);
  }
}
