package io.github.matting4j.model;

import io.github.matting4j.model.figures.Engine;
import java.util.Optional;

/** Whether a model can be opened here, and if not, what to do about it. */
public sealed interface Availability {

  /** Whether {@link MattingModelProvider#open} is expected to succeed. */
  default boolean isReady() {
    return this instanceof Ready;
  }

  /**
   * The model can be opened.
   *
   * @param where the file or resource that will be opened, in words
   * @param engine what will run it; empty if it is the first of {@link ModelDescriptor#engines}
   */
  record Ready(String where, Optional<Engine> engine) implements Availability {
    /** Of a model that will be run by the first of its engines. */
    public Ready(String where) {
      this(where, Optional.empty());
    }

    /** Of a model that will be run by this engine. */
    public Ready(String where, Engine engine) {
      this(where, Optional.of(engine));
    }
  }

  /**
   * A file or library that the model needs is missing.
   *
   * @param what the thing that is missing
   * @param remedy what the user can do
   */
  record Missing(String what, String remedy) implements Availability {}

  /**
   * A file or library is present but cannot be used.
   *
   * @param what the fault
   * @param remedy what the user can do
   */
  record Broken(String what, String remedy) implements Availability {}
}
