package io.github.matting4j.onnx.recipe;

import java.util.Optional;

/**
 * Which values of a graph's outputs are the alpha.
 *
 * @param name of the output; empty if it is chosen by index
 * @param index of the output in the graph's order, from 0; ignored if there is a name
 * @param channel of the output, from 0
 */
public record AlphaOutput(Optional<String> name, int index, int channel) {
  /** The first channel of the first output. */
  public static final AlphaOutput FIRST = new AlphaOutput(Optional.empty(), 0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative, or the name is blank
   */
  public AlphaOutput {
    if (index < 0 || channel < 0) {
      throw new IllegalArgumentException(
          "output " + index + ", channel " + channel + "; both are counted from 0");
    }
    if (name.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("the output's name is blank; state it or its index");
    }
  }

  /** A channel of the output of this name. */
  public static AlphaOutput named(String name, int channel) {
    return new AlphaOutput(Optional.of(name), 0, channel);
  }

  /** A channel of the output at this place. */
  public static AlphaOutput at(int index, int channel) {
    return new AlphaOutput(Optional.empty(), index, channel);
  }

  @Override
  public String toString() {
    return name.orElseGet(() -> Integer.toString(index)) + ", channel " + channel;
  }
}
