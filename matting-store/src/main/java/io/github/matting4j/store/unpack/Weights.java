package io.github.matting4j.store.unpack;

import java.nio.file.Path;
import java.util.Optional;

/** Weights as their authors publish them. */
public sealed interface Weights {

  /**
   * A Paddle program and its parameters.
   *
   * @param program the file of the program
   * @param parameters the file of the parameters
   * @param recipe the text of the {@code deploy.yaml} beside them, if there is one
   */
  record Paddle(Path program, Path parameters, Optional<String> recipe) implements Weights {}

  /**
   * An ONNX file.
   *
   * @param file the file
   */
  record Onnx(Path file) implements Weights {}

  /**
   * A frozen graph of TensorFlow.
   *
   * @param file the file
   */
  record FrozenGraph(Path file) implements Weights {}
}
