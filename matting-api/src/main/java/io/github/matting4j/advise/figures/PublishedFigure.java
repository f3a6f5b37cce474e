package io.github.matting4j.advise.figures;

import java.util.Optional;

/**
 * A number known to the public, or measured by this project.
 *
 * @param model the model's id
 * @param engine the engine that it holds for; empty for any
 * @param quantity what it is about
 * @param value the number, in the quantity's unit
 * @param source who published it
 */
public record PublishedFigure(
    String model, Optional<Engine> engine, Quantity quantity, double value, Source source) {

  boolean isAbout(Candidate candidate, Quantity wanted) {
    return quantity == wanted
        && model.equals(candidate.id())
        && engine.map(e -> e == candidate.engine()).orElse(true);
  }
}
