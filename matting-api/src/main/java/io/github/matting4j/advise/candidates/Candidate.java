package io.github.matting4j.advise.candidates;

import io.github.matting4j.model.Family;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.ModelFigure;
import io.github.matting4j.model.figures.Quantity;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model on an engine. A model whose weights exist for two engines is two candidates.
 *
 * @param model the model
 * @param engine the engine that would run it
 */
public record Candidate(ModelDescriptor model, Engine engine) {

  /** The model's id. */
  public String id() {
    return model.id();
  }

  /** The id, and the engine where that is not the model's preferred one. */
  public String label() {
    return engine == model.engines().get(0) ? id() : id() + " on " + engine.title();
  }

  /** Whether the model belongs to a family. */
  public boolean is(Family family) {
    return model.family().equals(family);
  }

  /** Whether the model is the one shipped with the library. */
  public boolean isStarter() {
    return model.role() == ModelDescriptor.Role.STARTER;
  }

  /** Whether the model is a third party's. */
  public boolean isThirdParty() {
    return model.role() == ModelDescriptor.Role.THIRD_PARTY;
  }

  /** A published figure of the model on this engine. */
  public Optional<ModelFigure> figure(Quantity quantity) {
    return model.figure(quantity, engine);
  }

  /** The value of {@link #figure}. */
  public OptionalDouble value(Quantity quantity) {
    return model.value(quantity, engine);
  }

  @Override
  public String toString() {
    return label();
  }
}
