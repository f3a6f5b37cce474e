package io.github.matting4j.onnx;

import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.AlphaOutput;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.TensorLayout;
import io.github.matting4j.onnx.recipe.ValueRange;
import io.github.matting4j.onnx.size.RecipeSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares a recipe with an open graph, and finds the tensors that it names. Each message has what
 * was found and what is needed. Used by one thread.
 */
final class GraphBinder {
  private final String id;
  private final NetworkRecipe recipe;
  private final OnnxSession session;
  private final TensorSpec picture;
  private final boolean byPixel;

  /**
   * Finds the picture input and its layout.
   *
   * @throws ModelLoadException if the graph does not have it
   */
  GraphBinder(OnnxNetwork network, OnnxSession session) {
    this.id = network.descriptor().id();
    this.recipe = network.recipe();
    this.session = session;
    this.picture = picture();
    this.byPixel = isByPixel();
    checkPicture();
  }

  private ModelLoadException misfit(String found, String needed) {
    return new ModelLoadException(
        "the graph does not fit the recipe of " + id + ": " + found + "; " + needed);
  }

  private static TensorSpec named(List<TensorSpec> tensors, String name, ModelLoadException none) {
    return tensors.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow(() -> none);
  }

  private TensorSpec input(String name, String role) {
    return named(
        session.inputs(),
        name,
        misfit(
            "it has no input " + name + ", which the recipe names as " + role,
            "its inputs are " + session.inputs()));
  }

  private TensorSpec picture() {
    if (recipe.input().isPresent()) {
      return input(recipe.input().get(), "the picture");
    }
    Set<String> others = new HashSet<>();
    recipe.states().forEach(state -> others.add(state.input()));
    recipe.extras().forEach(extra -> others.add(extra.name()));
    List<TensorSpec> free =
        session.inputs().stream().filter(t -> !others.contains(t.name())).toList();
    List<TensorSpec> pictures =
        free.size() == 1 ? free : free.stream().filter(GraphBinder::isLikelyPicture).toList();
    if (pictures.size() != 1) {
      throw misfit(
          "its inputs are " + session.inputs(),
          pictures.isEmpty()
              ? "needed is one for a picture of 3 channels"
              : "name the one that takes the picture in the recipe (input)");
    }
    return pictures.get(0);
  }

  private static boolean isLikelyPicture(TensorSpec tensor) {
    return tensor.rank() == 4 && (tensor.dim(1) == 3 || tensor.dim(3) == 3);
  }

  private boolean isByPixel() {
    if (picture.rank() != 3 && picture.rank() != 4) {
      throw misfit("its picture input is " + picture, "needed is [1,3,H,W] or [1,H,W,3]");
    }
    long first = picture.dim(picture.rank() - 3);
    long last = picture.dim(picture.rank() - 1);
    boolean isPixels =
        switch (recipe.layout()) {
          case NCHW -> false;
          case NHWC -> true;
          case AUTO -> isByPixel(first, last);
        };
    long channels = isPixels ? last : first;
    boolean isOther = channels != 3 && (isPixels ? first : last) == 3;
    if (isOther || (channels != 3 && channels != TensorSpec.ANY)) {
      throw misfit(
          "its picture input is " + picture,
          "the layout "
              + (isPixels ? TensorLayout.NHWC : TensorLayout.NCHW)
              + " needs 3 channels "
              + (isPixels ? "last" : "before the rows")
              + (isOther
                  ? "; the shape is that of "
                      + (isPixels ? TensorLayout.NCHW : TensorLayout.NHWC)
                      + ": correct the layout in the recipe"
                  : ""));
    }
    return isPixels;
  }

  /** Whether the channels are the last dimension, by its size and that before the rows. */
  private boolean isByPixel(long first, long last) {
    if (first == 3 || last == 3) {
      return first != 3;
    }
    boolean isAnyOpen = first == TensorSpec.ANY || last == TensorSpec.ANY;
    if (!isAnyOpen || isCountOfChannels(first) || isCountOfChannels(last)) {
      throw misfit("its picture input is " + picture, "needed are 3 channels");
    }
    if (first == last) {
      throw misfit(
          "its picture input is " + picture,
          "which dimension has the channels is open: state the layout in the recipe");
    }
    return last == TensorSpec.ANY;
  }

  private static boolean isCountOfChannels(long size) {
    return size >= 1 && size <= 4;
  }

  private void checkPicture() {
    if (picture.rank() == 4 && picture.dim(0) != 1 && picture.dim(0) != TensorSpec.ANY) {
      throw misfit(
          "its picture input is " + picture + ", for " + picture.dim(0) + " pictures at once",
          "export it for 1, or any number");
    }
    boolean isRaw =
        recipe.range().equals(ValueRange.BYTES)
            && recipe.mean().stream().allMatch(mean -> mean == 0)
            && recipe.std().stream().allMatch(std -> std == 1);
    switch (picture.type()) {
      case FLOAT, FLOAT16 -> {}
      case UINT8 -> {
        if (!isRaw) {
          throw misfit(
              "its picture input is "
                  + picture
                  + ", but the recipe makes "
                  + recipe.range()
                  + " with mean "
                  + recipe.mean()
                  + " and std "
                  + recipe.std(),
              "bytes need the range 0 to 255, without mean and std");
        }
      }
      default ->
          throw misfit(
              "its picture input is " + picture,
              "needed are 32-bit floats, 16-bit floats or unsigned bytes; export it with one of"
                  + " them");
    }
  }

  /**
   * How photos are resized.
   *
   * @throws ModelLoadException if the graph does not take the recipe's size, or the limit of pixels
   *     is below it
   */
  RecipeSize size(OpenOptions options) {
    int rows = picture.rank() - (byPixel ? 3 : 2);
    long graphHeight = picture.dim(rows);
    long graphWidth = picture.dim(rows + 1);
    boolean isOpen = graphWidth == TensorSpec.ANY && graphHeight == TensorSpec.ANY;
    InputSize size = recipe.size();
    if (size.kind() == InputSize.Kind.GRAPH) {
      if (graphWidth == TensorSpec.ANY || graphHeight == TensorSpec.ANY) {
        throw misfit(
            "the size of its picture input " + picture + " is open",
            "state the size in the recipe, as the authors' own code resizes photos");
      }
      size = InputSize.stretch((int) graphWidth, (int) graphHeight);
      if (recipe.size().maxPixels().isPresent()) {
        size = size.maxPixels(recipe.size().maxPixels().getAsLong());
      }
    } else if (!isOpen
        && !(size.kind().isFixed()
            && takes(graphWidth, size.width())
            && takes(graphHeight, size.height()))) {
      String fixed = side(graphWidth) + "x" + side(graphHeight);
      throw misfit(
          "its picture input " + picture + " takes only " + fixed + " pixels",
          "the recipe's size is '"
              + size
              + "'; stretch or fit photos to "
              + fixed
              + ", or export the graph with open sides");
    }
    OptionalLong stated =
        options.maxNetworkPixels().isPresent() ? options.maxNetworkPixels() : size.maxPixels();
    long fallback =
        size.kind().isFixed() ? (long) size.width() * size.height() : InputSize.DEFAULT_MAX_PIXELS;
    try {
      return new RecipeSize(size, recipe.padding(), stated.orElse(fallback));
    } catch (IllegalArgumentException e) {
      throw new ModelLoadException(id + ": " + e.getMessage() + "; raise the limit", e);
    }
  }

  private static boolean takes(long graph, int side) {
    return graph == TensorSpec.ANY || graph == side;
  }

  private static String side(long side) {
    return side == TensorSpec.ANY ? "?" : Long.toString(side);
  }

  /**
   * The tensors that the recipe names.
   *
   * @throws ModelLoadException if the graph does not have them
   */
  GraphBinding binding() {
    List<GraphBinding.State> states = recipe.states().stream().map(this::state).toList();
    List<GraphBinding.Extra> extras = recipe.extras().stream().map(this::extra).toList();
    requireSources();
    TensorSpec alpha = alpha();
    return new GraphBinding(
        picture,
        packing(),
        byPixel,
        alpha,
        new GraphBinding.AlphaValues(
            recipe.output().channel(),
            recipe.activation(),
            recipe.levels(),
            recipe.stretchLevels(),
            "if they are levels of 0..255, state the levels 0 and 255 in the recipe; if they have no"
                + " limits, an activation"),
        false,
        states,
        extras);
  }

  private TensorPacking packing() {
    boolean isBlueFirst = recipe.channels() == ChannelOrder.BGR;
    List<Double> mean = new ArrayList<>(recipe.mean());
    List<Double> std = new ArrayList<>(recipe.std());
    if (isBlueFirst) {
      Collections.reverse(mean);
      Collections.reverse(std);
    }
    TensorPacking packing =
        TensorPacking.normalised(recipe.range().low(), recipe.range().high(), mean, std);
    packing = isBlueFirst ? packing.blueFirst() : packing;
    return byPixel ? packing.byPixel() : packing;
  }

  private GraphBinding.State state(RecurrentState state) {
    TensorSpec in = input(state.input(), "a state");
    TensorSpec out =
        named(
            session.outputs(),
            state.output(),
            misfit(
                "it has no output " + state.output() + ", which the recipe names as a state",
                "its outputs are " + session.outputs()));
    boolean fits = in.rank() == state.shape().size() && in.type() == out.type();
    for (int i = 0; fits && i < in.rank(); i++) {
      fits = in.dim(i) == TensorSpec.ANY || in.dim(i) == state.shape().get(i);
    }
    if (!fits || !in.type().isExchanged()) {
      throw misfit(
          "its state goes from the output " + out + " to the input " + in,
          "the recipe starts it with zeros of "
              + state.shape()
              + "; both must be of one type of numbers, and the shape that of the input");
    }
    return new GraphBinding.State(state, in.type());
  }

  private GraphBinding.Extra extra(ExtraInput extra) {
    TensorSpec declared = input(extra.name(), "an extra input");
    if (!declared.type().isExchanged()) {
      throw misfit(
          "its input is " + declared, "needed are floats, 32- or 64-bit integers or bytes");
    }
    GraphBinding.Extra bound = new GraphBinding.Extra(declared, extra);
    if (extra.kind() != ExtraInput.Kind.FILL && bound.elements() != extra.values().size()) {
      throw misfit(
          "its input is " + declared + ", of " + bound.elements() + " elements",
          "the recipe gives it " + extra.values());
    }
    return bound;
  }

  private void requireSources() {
    Set<String> bound = new HashSet<>();
    Stream.of(
            Stream.of(picture.name()),
            recipe.states().stream().map(RecurrentState::input),
            recipe.extras().stream().map(ExtraInput::name))
        .flatMap(names -> names)
        .forEach(bound::add);
    List<TensorSpec> rest =
        session.inputs().stream().filter(tensor -> !bound.contains(tensor.name())).toList();
    if (!rest.isEmpty()) {
      throw misfit(
          "it also needs the inputs " + rest + " beside the picture " + picture.name(),
          "state in the recipe what they get, as states or extra inputs");
    }
  }

  private TensorSpec alpha() {
    AlphaOutput chosen = recipe.output();
    List<TensorSpec> outputs = session.outputs();
    if (chosen.name().isEmpty() && chosen.index() >= outputs.size()) {
      throw misfit(
          "it has no output " + chosen.index() + ", counted from 0",
          "its outputs are " + outputs + "; correct the output of the recipe");
    }
    TensorSpec alpha =
        chosen.name().isEmpty()
            ? outputs.get(chosen.index())
            : named(
                outputs,
                chosen.name().get(),
                misfit(
                    "it has no output " + chosen.name().get(),
                    "its outputs are " + outputs + "; correct the output of the recipe"));
    if (!alpha.type().isExchanged() || alpha.rank() < 2 || alpha.rank() > 4) {
      throw misfit(
          "its output is " + alpha,
          "needed are numbers of [1,C,H,W], [1,H,W,C], [1,H,W] or [H,W]; choose another output of "
              + outputs);
    }
    OptionalLong channels = OutputLayout.declaredChannels(alpha);
    if (channels.isPresent() && channels.getAsLong() <= chosen.channel()) {
      throw misfit(
          "its output " + alpha + " has " + channels.getAsLong() + " channels",
          "the recipe reads channel " + chosen.channel() + ", counted from 0");
    }
    if (recipe.activation() == Activation.SOFTMAX && channels.equals(OptionalLong.of(1))) {
      throw misfit(
          "its output " + alpha + " has one channel",
          "softmax over one channel is 1 everywhere; state sigmoid, or none");
    }
    return alpha;
  }
}
