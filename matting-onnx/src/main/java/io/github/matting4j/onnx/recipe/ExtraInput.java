package io.github.matting4j.onnx.recipe;

import java.util.Arrays;
import java.util.List;

/**
 * An input of a graph that is neither the picture nor a state.
 *
 * @param name of the input
 * @param kind how its elements are made
 * @param values the numbers that the kind uses
 */
public record ExtraInput(String name, Kind kind, List<Double> values) {

  /** How the elements of an input are made. */
  public enum Kind {
    /** The values in order; as many as the declared shape has elements. */
    VALUES,
    /**
     * The one value in every element; sizes that the graph leaves open are those of the picture,
     * else 1.
     */
    FILL,
    /**
     * The one element is {@code min(1, value / s)}, where {@code s} is the long side of the
     * network's picture in pixels.
     */
    LONG_SIDE_RATIO
  }

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if the name is blank, or the values are not those of the kind
   */
  public ExtraInput {
    values = List.copyOf(values);
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of an extra input is blank; state it");
    }
    boolean fits =
        switch (kind) {
          case VALUES -> !values.isEmpty();
          case FILL -> values.size() == 1;
          case LONG_SIDE_RATIO -> values.size() == 1 && values.get(0) > 0;
        };
    if (!fits || values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "the input "
              + name
              + " has the values "
              + values
              + "; needed are "
              + (kind == Kind.VALUES ? "finite numbers, at least one" : "one finite number")
              + (kind == Kind.LONG_SIDE_RATIO ? " above 0" : ""));
    }
  }

  /** Constant elements. */
  public static ExtraInput values(String name, double... values) {
    return new ExtraInput(name, Kind.VALUES, Arrays.stream(values).boxed().toList());
  }

  /** One value in every element, such as an empty trimap. */
  public static ExtraInput fill(String name, double value) {
    return new ExtraInput(name, Kind.FILL, List.of(value));
  }

  /**
   * The factor that reduces the network's picture to a long side of this many pixels, at most 1:
   * RVM's {@code downsample_ratio}, with 512.
   */
  public static ExtraInput longSideRatio(String name, double pixels) {
    return new ExtraInput(name, Kind.LONG_SIDE_RATIO, List.of(pixels));
  }

  @Override
  public String toString() {
    return name + " " + kind + " " + values;
  }
}
