package io.github.matting4j.onnx.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything between a photo and the graph of a network, and from the graph's output back to an
 * alpha: the size, the numbers that the graph gets, and what its output means. {@link RecipeWords}
 * describes each part.
 *
 * <pre>{@code
 * NetworkRecipe.builder()
 *     .size(InputSize.shortSide(512).multipleOf(32))
 *     .mean(0.485, 0.456, 0.406)
 *     .std(0.229, 0.224, 0.225)
 *     .output("alpha")
 *     .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param size how large the network sees a photo
 * @param padding colour beside a photo that is padded, {@code 0xRRGGBB}; empty for zeros in the
 *     tensor
 * @param channels order of the colours
 * @param layout order of the input's dimensions
 * @param range what the levels 0 and 255 become, before mean and deviation
 * @param mean three values in the order of {@code channels}, of values of {@code range}
 * @param std three values above 0 in the order of {@code channels}, of values of {@code range}
 * @param input name of the picture input; empty if it is the only one
 * @param output which output is the alpha
 * @param activation what is computed of the output first
 * @param levels values of transparent and opaque after the activation
 * @param stretchLevels whether the range of each photo's values becomes 0..1
 * @param states of a recurrent network; empty for others
 * @param extras inputs that are neither the picture nor a state
 */
public record NetworkRecipe(
    InputSize size,
    OptionalInt padding,
    ChannelOrder channels,
    TensorLayout layout,
    ValueRange range,
    List<Double> mean,
    List<Double> std,
    Optional<String> input,
    AlphaOutput output,
    Activation activation,
    ValueRange levels,
    boolean stretchLevels,
    List<RecurrentState> states,
    List<ExtraInput> extras) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if two parts use the same input
   */
  public NetworkRecipe {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    states = List.copyOf(states);
    extras = List.copyOf(extras);
    Set<String> names = new HashSet<>();
    Stream.of(
            input.stream(),
            states.stream().map(RecurrentState::input),
            extras.stream().map(ExtraInput::name))
        .flatMap(stream -> stream)
        .filter(name -> !names.add(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "the input " + name + " is used twice; each input has one source");
            });
  }

  /** Starts with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts with this recipe. */
  public Builder toBuilder() {
    return new Builder().recipe(this);
  }

  /** Whether the network carries states from frame to frame. */
  public boolean isRecurrent() {
    return !states.isEmpty();
  }

  /** Equal for equal recipes, in every version of Java; hashed into the model's identity. */
  public String canonicalText() {
    return Stream.of(
            "size " + size,
            "padding "
                + (padding.isPresent()
                    ? String.format(Locale.ROOT, "%06x", padding.getAsInt())
                    : "zeros"),
            "channels " + channels,
            "layout " + layout,
            "range " + range,
            "mean " + mean,
            "std " + std,
            "input " + input.orElse("(only)"),
            "output " + output,
            "activation " + activation,
            "levels " + levels,
            "stretch levels " + stretchLevels,
            "states " + states,
            "extras " + extras)
        .collect(Collectors.joining("\n"));
  }

  /** Collects the words of a recipe. Not thread-safe. */
  public static final class Builder extends RecipeWords<Builder> {
    private Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Returns the recipe.
     *
     * @throws IllegalArgumentException if two parts use the same input
     */
    public NetworkRecipe build() {
      return toRecipe();
    }
  }
}
