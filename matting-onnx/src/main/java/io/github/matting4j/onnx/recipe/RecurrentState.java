package io.github.matting4j.onnx.recipe;

import java.util.List;

/**
 * A value that a recurrent network carries from one frame to the next: an output of one run is an
 * input of the following one. The first frame, and every single photo, gets zeros.
 *
 * @param input name of the input
 * @param output name of the output
 * @param shape of the zeros, each size at least 1, such as 1,1,1,1
 */
public record RecurrentState(String input, String output, List<Long> shape) {
  /**
   * Copies the shape.
   *
   * @throws IllegalArgumentException if a name is blank or a size below 1
   */
  public RecurrentState {
    shape = List.copyOf(shape);
    if (input.isBlank() || output.isBlank()) {
      throw new IllegalArgumentException(
          "a state is from output '" + output + "' to input '" + input + "'; name both");
    }
    if (shape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "the state " + input + " starts as " + shape + "; each size must be at least 1");
    }
  }

  /** A state that starts as 1,1,1,1, which most networks broadcast. */
  public RecurrentState(String input, String output) {
    this(input, output, List.of(1L, 1L, 1L, 1L));
  }

  @Override
  public String toString() {
    return output + " -> " + input + " " + shape;
  }
}
