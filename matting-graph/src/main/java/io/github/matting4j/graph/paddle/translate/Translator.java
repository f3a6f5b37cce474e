package io.github.matting4j.graph.paddle.translate;

import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import io.github.matting4j.graph.paddle.program.Operation;

/** Translates calls of one operator. Stateless. */
@FunctionalInterface
interface Translator {
  /**
   * Adds what computes the operator's outputs, and defines them.
   *
   * @throws InvalidProgramException if the call is malformed or of an unsupported form
   */
  void translate(Operation operation, Translation to) throws InvalidProgramException;
}
