package io.github.matting4j.advise.figures;

import io.github.matting4j.model.ModelDescriptor;

/**
 * A model on an engine. A model whose weights exist for two engines is two candidates.
 *
 * @param model what it is
 * @param engine what would run it
 */
public record Candidate(ModelDescriptor model, Engine engine) {

  /** The model's id. */
  public String id() {
    return model.id();
  }

  /** The id, and the engine where that is not the usual one. */
  public String label() {
    return engine == Engine.ONNX_RUNTIME ? id() : id() + " on " + engine.title();
  }

  public boolean is(ModelDescriptor.Family family) {
    return model.family() == family;
  }

  public boolean isStarter() {
    return model.role() == ModelDescriptor.Role.STARTER;
  }

  @Override
  public String toString() {
    return label();
  }
}
