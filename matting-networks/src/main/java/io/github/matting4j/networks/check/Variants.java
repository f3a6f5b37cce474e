package io.github.matting4j.networks.check;

import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.AlphaOutput;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.TensorLayout;
import io.github.matting4j.onnx.recipe.ValueRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The recipes that differ from one by a single change, likely mistakes first. Not thread-safe. */
final class Variants {
  /** Of another output: more are classes of a scene. */
  private static final int MAX_CHANNELS = 4;

  private static final ValueRange SIGNED = new ValueRange(-1, 1);

  private final NetworkRecipe recipe;
  private final GraphForm graph;
  private final List<Variant> all = new ArrayList<>();

  private Variants(NetworkRecipe recipe, GraphForm graph) {
    this.recipe = recipe;
    this.graph = graph;
  }

  static List<Variant> of(NetworkRecipe recipe, GraphForm graph) {
    Variants variants = new Variants(recipe, graph);
    if (recipe.levels().low() > recipe.levels().high()) {
      variants.ofInversion(); // one change back is likelier than another channel
    }
    variants.ofOutput();
    variants.ofInversion();
    variants.ofLevels();
    variants.ofActivation();
    variants.ofColours();
    variants.ofLayout();
    variants.ofSize();
    variants.ofStretching(); // last: it hides other mistakes at the output
    return variants.all;
  }

  private void add(Mistake mistake, NetworkRecipe changed) {
    if (!changed.equals(recipe) && all.stream().noneMatch(one -> one.recipe().equals(changed))) {
      all.add(new Variant(mistake, changed));
    }
  }

  private NetworkRecipe.Builder changed() {
    return recipe.toBuilder();
  }

  private void ofInversion() {
    ValueRange now = recipe.levels();
    add(Mistake.INVERTED, changed().levels(now.high(), now.low()).build());
  }

  private void ofLevels() {
    for (ValueRange range : List.of(ValueRange.UNIT, ValueRange.BYTES, SIGNED)) {
      add(Mistake.LEVELS, changed().levels(range.low(), range.high()).build());
    }
  }

  private void ofStretching() {
    add(Mistake.STRETCH, changed().stretchLevels(!recipe.stretchLevels()).build());
  }

  private void ofOutput() {
    int now = graph.index(recipe.output());
    if (now >= 0 && now < graph.outputs().size()) {
      for (int channel = 0; channel < graph.channels(now); channel++) {
        add(Mistake.CHANNEL, withChannel(channel));
      }
    }
    for (int other : graph.otherPictures(now)) {
      for (int channel = 0; channel < Math.min(graph.channels(other), MAX_CHANNELS); channel++) {
        add(Mistake.OUTPUT, changed().output(graph.outputs().get(other).name(), channel).build());
      }
    }
  }

  private NetworkRecipe withChannel(int channel) {
    AlphaOutput now = recipe.output();
    return now.name().isPresent()
        ? changed().output(now.name().get(), channel).build()
        : changed().output(now.index(), channel).build();
  }

  private void ofActivation() {
    Set<Activation> usual = new LinkedHashSet<>(List.of(Activation.NONE, Activation.SIGMOID));
    int now = graph.index(recipe.output());
    if (now >= 0 && now < graph.outputs().size() && graph.channels(now) > 1) {
      usual.add(Activation.SOFTMAX);
    }
    usual.forEach(function -> add(Mistake.ACTIVATION, changed().activation(function).build()));
  }

  private void ofColours() {
    ChannelOrder other =
        recipe.channels() == ChannelOrder.RGB ? ChannelOrder.BGR : ChannelOrder.RGB;
    add(Mistake.CHANNELS, changed().channels(other).build());
    Normalisation now = Normalisation.of(recipe);
    for (Normalisation one : now.others()) {
      boolean rangeOnly = one.mean().equals(now.mean()) && one.std().equals(now.std());
      add(rangeOnly ? Mistake.RANGE : Mistake.NORMALISATION, one.in(recipe));
    }
  }

  private void ofLayout() {
    if (graph.isLayoutOpen()) {
      add(
          Mistake.LAYOUT,
          changed()
              .layout(recipe.layout() == TensorLayout.NHWC ? TensorLayout.NCHW : TensorLayout.NHWC)
              .build());
    }
  }

  private void ofSize() {
    InputSize now = recipe.size();
    switch (now.kind()) {
      case GRAPH ->
          graph
              .pictureSize(recipe)
              .ifPresent(size -> addSize(InputSize.fit(size.get(0), size.get(1))));
      case STRETCH -> addSize(InputSize.fit(now.width(), now.height()));
      case FIT -> addSize(InputSize.stretch(now.width(), now.height()));
      default -> {
        scaled(now, 2);
        scaled(now, 0.5);
      }
    }
  }

  private void scaled(InputSize now, double factor) {
    int side = (int) Math.round(now.width() * factor);
    if (side >= 1 && side <= InputSize.MAX_SIDE) {
      addSize(new InputSize(now.kind(), side, side, now.multiple(), now.maxPixels()));
    }
  }

  private void addSize(InputSize size) {
    add(Mistake.SIZE, changed().size(size).build());
  }
}
