package io.github.matting4j.model.figures;

import java.util.Optional;

/**
 * A published or measured number about a model.
 *
 * @param quantity what was measured
 * @param engine the engine for which it holds; empty for every engine
 * @param value the number, in the quantity's unit
 * @param source who published it
 */
public record ModelFigure(
    Quantity quantity, Optional<Engine> engine, double value, Citation source) {

  /** Rejects values that are negative, infinite or NaN. */
  public ModelFigure {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          quantity + " is " + value + "; it must be finite and at least 0");
    }
  }

  /** A figure that holds for every engine. */
  public ModelFigure(Quantity quantity, double value, Citation source) {
    this(quantity, Optional.empty(), value, source);
  }

  /** Whether it states this quantity for this engine. */
  public boolean applies(Quantity wanted, Engine used) {
    return quantity == wanted && engine.map(only -> only == used).orElse(true);
  }
}
