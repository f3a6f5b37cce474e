package io.github.matting4j.onnx.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The words of a recipe, each with a default: the photo stretched to the graph's own size, red,
 * green, blue of 0..1 without mean and deviation, the only picture input, the first channel of the
 * first output as alpha of 0..1. Not thread-safe.
 *
 * @param <B> the builder that has them
 */
public abstract class RecipeWords<B extends RecipeWords<B>> {
  private InputSize size = InputSize.ofGraph();
  private OptionalInt padding = OptionalInt.of(0);
  private ChannelOrder channels = ChannelOrder.RGB;
  private TensorLayout layout = TensorLayout.AUTO;
  private ValueRange range = ValueRange.UNIT;
  private List<Double> mean = List.of(0.0, 0.0, 0.0);
  private List<Double> std = List.of(1.0, 1.0, 1.0);
  private Optional<String> input = Optional.empty();
  private AlphaOutput output = AlphaOutput.FIRST;
  private Activation activation = Activation.NONE;
  private ValueRange levels = ValueRange.UNIT;
  private boolean stretchLevels;
  private List<RecurrentState> states = new ArrayList<>();
  private List<ExtraInput> extras = new ArrayList<>();

  /** All defaults. */
  protected RecipeWords() {}

  /** This builder. */
  protected abstract B self();

  /** Takes all words from a recipe, instead of those said before. */
  public B recipe(NetworkRecipe from) {
    size = from.size();
    padding = from.padding();
    channels = from.channels();
    layout = from.layout();
    range = from.range();
    mean = from.mean();
    std = from.std();
    input = from.input();
    output = from.output();
    activation = from.activation();
    levels = from.levels();
    stretchLevels = from.stretchLevels();
    states = new ArrayList<>(from.states());
    extras = new ArrayList<>(from.extras());
    return self();
  }

  /** How large the network sees a photo. */
  public B size(InputSize rule) {
    size = Objects.requireNonNull(rule);
    return self();
  }

  /**
   * The colour beside a photo that {@link InputSize#fit} pads; black by default.
   *
   * @param rgb {@code 0xRRGGBB}
   */
  public B padding(int rgb) {
    padding = OptionalInt.of(rgb & 0xFF_FF_FF);
    return self();
  }

  /** Pads with the value 0 of the tensor, after mean and deviation, instead of a colour. */
  public B paddingOfZeros() {
    padding = OptionalInt.empty();
    return self();
  }

  /** The order of the colours. */
  public B channels(ChannelOrder order) {
    channels = Objects.requireNonNull(order);
    return self();
  }

  /** The order of the input's dimensions; by the graph's shape by default. */
  public B layout(TensorLayout order) {
    layout = Objects.requireNonNull(order);
    return self();
  }

  /**
   * What the levels 0 and 255 of a photo become, before mean and deviation; 0 and 1 by default.
   *
   * @throws IllegalArgumentException if they are equal or not finite
   */
  public B range(double black, double white) {
    range = new ValueRange(black, white);
    return self();
  }

  /**
   * What is subtracted from the values of {@link #range}.
   *
   * @param values one for all channels, or three in the order of {@link #channels}
   * @throws IllegalArgumentException if there are not one or three, or one is not finite
   */
  public B mean(double... values) {
    mean = three("mean", values);
    return self();
  }

  /**
   * What the values are divided by, after {@link #mean}.
   *
   * @param values one for all channels, or three in the order of {@link #channels}
   * @throws IllegalArgumentException if there are not one or three, or one is not above 0
   */
  public B std(double... values) {
    List<Double> all = three("std", values);
    if (all.stream().anyMatch(value -> value <= 0)) {
      throw new IllegalArgumentException("std is " + all + "; it must be above 0");
    }
    std = all;
    return self();
  }

  private static List<Double> three(String what, double... values) {
    if ((values.length != 1 && values.length != 3)
        || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          what + " is " + Arrays.toString(values) + "; needed are one or three finite numbers");
    }
    return values.length == 3
        ? Arrays.stream(values).boxed().toList()
        : List.of(values[0], values[0], values[0]);
  }

  /** The name of the input that takes the picture, where a graph has several. */
  public B input(String name) {
    input = Optional.of(name);
    return self();
  }

  /** The output that has the alpha; its first channel. */
  public B output(String name) {
    return output(name, 0);
  }

  /** The output, and the channel of it, counted from 0, that has the alpha. */
  public B output(String name, int channel) {
    output = AlphaOutput.named(name, channel);
    return self();
  }

  /** The output that has the alpha, counted from 0 in the graph's order; its first channel. */
  public B output(int index) {
    return output(index, 0);
  }

  /** The output, and the channel of it, both counted from 0, that has the alpha. */
  public B output(int index, int channel) {
    output = AlphaOutput.at(index, channel);
    return self();
  }

  /** What is computed of the output first. */
  public B activation(Activation function) {
    activation = Objects.requireNonNull(function);
    return self();
  }

  /**
   * The values, after the activation, of transparent and opaque: 0 and 1 by default; 0 and 255 for
   * a network that gives levels, 1 and 0 for one that marks the background.
   *
   * @throws IllegalArgumentException if they are equal or not finite
   */
  public B levels(double transparent, double opaque) {
    levels = new ValueRange(transparent, opaque);
    return self();
  }

  /**
   * Whether the smallest value of a photo becomes 0 and the largest 1, as some scripts do; false by
   * default. A photo without a person then gets an arbitrary cut-out; each report has a note.
   */
  public B stretchLevels(boolean stretch) {
    stretchLevels = stretch;
    return self();
  }

  /** Adds a state of a recurrent network. */
  public B state(RecurrentState state) {
    states.add(Objects.requireNonNull(state));
    return self();
  }

  /** Adds an input that is neither the picture nor a state. */
  public B extra(ExtraInput extra) {
    extras.add(Objects.requireNonNull(extra));
    return self();
  }

  /** The recipe that was said. */
  protected final NetworkRecipe toRecipe() {
    return new NetworkRecipe(
        size,
        padding,
        channels,
        layout,
        range,
        mean,
        std,
        input,
        output,
        activation,
        levels,
        stretchLevels,
        states,
        extras);
  }
}
