package io.github.matting4j.networks;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.networks.RecipeProposal.Basis;
import io.github.matting4j.networks.RecipeProposal.Statement;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.inspect.GraphInspection.PictureOrder;
import io.github.matting4j.networks.inspect.GraphInspection.StatePair;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.TensorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A recipe by what a graph declares and what is usual. Not thread-safe. */
final class GraphGuess {
  private static final int USUAL_SHORT_SIDE = 512;
  private static final int USUAL_MULTIPLE = 32;
  private static final int RVM_LONG_SIDE = 512;

  /** Classes of Pascal VOC with the background, and the person's. */
  private static final int VOC_CLASSES = 21;

  private static final int VOC_PERSON = 15;

  /** After them values are between 0 and 1. */
  private static final Set<String> BOUNDED =
      Set.of("Sigmoid", "HardSigmoid", "Clip", "Softmax", "ArgMax", "Greater", "Where");

  private final GraphInspection graph;
  private final OnnxNetwork.Builder builder;
  private final List<Statement> statements = new ArrayList<>();
  private final List<StatePair> states;

  GraphGuess(String id, GraphInspection graph) {
    this.graph = graph;
    this.builder = OnnxNetwork.builder(id).file(graph.file());
    this.states = graph.states();
  }

  RecipeProposal propose() {
    TensorInfo picture = picture();
    size(picture);
    values(picture);
    states();
    extras(picture);
    output();
    statements.add(RecipeProposal.noLicence());
    return new RecipeProposal(builder.build(), statements);
  }

  private void say(Basis basis, String sentence) {
    statements.add(new Statement(basis, sentence));
  }

  private TensorInfo picture() {
    List<TensorInfo> candidates =
        graph.pictures().stream()
            .filter(tensor -> states.stream().noneMatch(state -> state.input().equals(tensor)))
            .toList();
    if (candidates.isEmpty()) {
      throw new ModelLoadException(
          graph.file()
              + " has no input for a picture: it takes "
              + RecipeProposal.shown(graph.inputs())
              + "; needed is one of three channels, [1,3,H,W] or [1,H,W,3]; is it a matting or"
              + " segmentation network?");
    }
    TensorInfo picture = candidates.get(0);
    if (graph.inputs().size() > 1) {
      builder.input(picture.name());
    }
    say(
        candidates.size() == 1 ? Basis.KNOWN : Basis.GUESSED,
        "input "
            + picture
            + (candidates.size() == 1
                ? " takes the picture"
                : " takes the picture, as the first of " + candidates.size() + " that could"));
    boolean pixels = GraphInspection.order(picture).equals(Optional.of(PictureOrder.PIXELS));
    boolean declared = picture.dim(pixels ? 3 : 1) == 3;
    builder.layout(pixels ? TensorLayout.NHWC : TensorLayout.NCHW);
    say(
        declared ? Basis.KNOWN : Basis.GUESSED,
        "layout " + (pixels ? "NHWC, pixels of three values" : "NCHW, planes of one colour"));
    return picture;
  }

  private void size(TensorInfo picture) {
    long width = GraphInspection.width(picture);
    long height = GraphInspection.height(picture);
    if (width != TensorInfo.OPEN && height != TensorInfo.OPEN) {
      builder.size(InputSize.stretch(Math.toIntExact(width), Math.toIntExact(height)));
      say(Basis.KNOWN, "size " + width + "x" + height + ", fixed by the graph");
      say(Basis.GUESSED, "photos are stretched to it (size: stretch), not fitted (size: fit)");
      return;
    }
    if (width != TensorInfo.OPEN || height != TensorInfo.OPEN) {
      throw new ModelLoadException(
          graph.file()
              + " fixes one side of its picture only: "
              + picture
              + "; export it with both sides fixed or both open");
    }
    builder.size(InputSize.shortSide(USUAL_SHORT_SIDE).multipleOf(USUAL_MULTIPLE));
    say(
        Basis.GUESSED,
        "the graph takes any size; a short side of "
            + USUAL_SHORT_SIDE
            + " and multiples of "
            + USUAL_MULTIPLE
            + " are usual (size: shortSide, multipleOf)");
  }

  private void values(TensorInfo picture) {
    say(Basis.GUESSED, "channels RGB");
    if (picture.type() == Constant.UINT8) {
      builder.range(0, 255);
      say(Basis.KNOWN, "levels of 0 to 255 (range: [0, 255]), because the input is uint8");
    } else if (GraphInspection.order(picture).equals(Optional.of(PictureOrder.PIXELS))) {
      say(Basis.GUESSED, "values of 0 to 1 without mean and std, usual for NHWC");
    } else {
      builder.mean(0.485, 0.456, 0.406).std(0.229, 0.224, 0.225);
      say(
          Basis.GUESSED,
          "values of 0 to 1, mean [0.485, 0.456, 0.406], std [0.229, 0.224, 0.225], usual for"
              + " NCHW; 0.5 and 0.5 is the other usual one");
    }
  }

  private void states() {
    for (StatePair state : states) {
      List<Long> shape =
          state.input().dims().orElse(List.of(1L, 1L, 1L, 1L)).stream()
              .map(size -> Math.max(1, size))
              .toList();
      builder.state(new RecurrentState(state.input().name(), state.output().name(), shape));
      say(
          Basis.GUESSED,
          "output "
              + state.output().name()
              + " is the next value of input "
              + state.input().name()
              + ", by their names; the first is zeros of "
              + shape);
    }
  }

  /** Inputs that nothing else gives. */
  private void extras(TensorInfo picture) {
    for (TensorInfo input : graph.inputs()) {
      if (input.equals(picture) || states.stream().anyMatch(s -> s.input().equals(input))) {
        continue;
      }
      if (input.name().toLowerCase(Locale.ROOT).contains("ratio")) {
        builder.extra(ExtraInput.longSideRatio(input.name(), RVM_LONG_SIDE));
        say(
            Basis.GUESSED,
            "input " + input + " is a factor to a long side of " + RVM_LONG_SIDE + " pixels");
      } else {
        builder.extra(ExtraInput.fill(input.name(), 0));
        say(Basis.GUESSED, "input " + input + " gets zeros; say in 'extras' what it needs");
      }
    }
  }

  private void output() {
    List<TensorInfo> candidates =
        graph.outputs().stream()
            .filter(tensor -> states.stream().noneMatch(state -> state.output().equals(tensor)))
            .filter(GraphGuess::isMap)
            .toList();
    if (candidates.isEmpty()) {
      throw new ModelLoadException(
          graph.file()
              + " has no output for an alpha: it gives "
              + RecipeProposal.shown(graph.outputs())
              + "; needed is one with a value for each pixel, such as [1,1,H,W]");
    }
    TensorInfo output =
        candidates.stream().filter(GraphGuess::isNamedAlpha).findFirst().orElse(candidates.get(0));
    if (graph.outputs().size() > 1) {
      builder.output(output.name());
    }
    say(
        candidates.size() == 1 ? Basis.KNOWN : Basis.GUESSED,
        "output "
            + output
            + " has the alpha"
            + (candidates.size() == 1 ? "" : ", of " + candidates.size() + " that could"));
    activation(output, channel(output));
    if (output.type() == Constant.UINT8) {
      builder.levels(0, 255);
      say(Basis.GUESSED, "levels of 0 to 255, because the output is uint8");
    }
  }

  private static boolean isMap(TensorInfo tensor) {
    return tensor.rank() < 0 || (tensor.rank() >= 2 && tensor.rank() <= 4);
  }

  private static boolean isNamedAlpha(TensorInfo tensor) {
    String name = tensor.name().toLowerCase(Locale.ROOT);
    return name.contains("alpha")
        || name.contains("matte")
        || name.equals("pha")
        || name.contains("mask");
  }

  /** Chooses a channel; returns how many there are, 1 if that is not declared. */
  private long channel(TensorInfo output) {
    long channels = channels(output);
    if (channels <= 1) {
      return 1;
    }
    int person = channels == VOC_CLASSES ? VOC_PERSON : 1;
    if (graph.outputs().size() > 1) {
      builder.output(output.name(), person);
    } else {
      builder.output(0, person);
    }
    builder.describe(model -> model.kind(ModelDescriptor.Kind.SEGMENTATION));
    say(
        Basis.GUESSED,
        "channel "
            + person
            + " of "
            + channels
            + " is the person, "
            + (person == 1 ? "after the background" : "as in Pascal VOC")
            + "; a network of several classes is a segmentation (kind)");
    return channels;
  }

  /** Planes come first where both could be channels, as a picture is wider than it is deep. */
  private static long channels(TensorInfo output) {
    if (output.rank() != 4) {
      return 1;
    }
    boolean planes = output.dim(1) != TensorInfo.OPEN && output.dim(1) <= 256;
    boolean pixels = output.dim(3) != TensorInfo.OPEN && output.dim(3) <= 256;
    if (planes && pixels) {
      return Math.min(output.dim(1), output.dim(3));
    }
    return planes ? output.dim(1) : pixels ? output.dim(3) : 1;
  }

  private void activation(TensorInfo output, long channels) {
    String last = graph.lastOperators().getOrDefault(output.name(), "");
    if (BOUNDED.contains(last)) {
      say(Basis.KNOWN, "no activation, because the graph ends with " + last);
    } else if (channels > 1) {
      builder.activation(Activation.SOFTMAX);
      say(Basis.GUESSED, "activation softmax over " + channels + " channels, " + end(last));
    } else if (Set.of("Conv", "ConvTranspose", "Add", "MatMul", "BatchNormalization")
        .contains(last)) {
      builder.activation(Activation.SIGMOID);
      say(Basis.GUESSED, "activation sigmoid, " + end(last));
    } else {
      say(Basis.GUESSED, "no activation, " + end(last));
    }
  }

  private static String end(String last) {
    return last.isEmpty()
        ? "because it is not known how the graph ends"
        : "because the graph ends with " + last;
  }
}
