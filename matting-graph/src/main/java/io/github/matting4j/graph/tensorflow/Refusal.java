package io.github.matting4j.graph.tensorflow;

/** Why one node cannot be converted although its operation is known. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String reason) {
    super(reason);
  }
}
