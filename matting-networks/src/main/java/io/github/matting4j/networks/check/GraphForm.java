package io.github.matting4j.networks.check;

import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.onnx.recipe.AlphaOutput;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The inputs and outputs that a graph declares. Immutable. */
record GraphForm(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  /** More channels than networks for people or scenes have. */
  private static final long MAX_CHANNELS = 32;

  private static final int PICTURE_RANK = 4;

  /** Copies the lists. */
  GraphForm {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The index of the output that a recipe takes; -1 if there is none of its name. */
  int index(AlphaOutput output) {
    return output
        .name()
        .map(name -> outputs.stream().map(TensorSpec::name).toList().indexOf(name))
        .orElse(output.index());
  }

  /** The number of channels of an output, 1 to 32; 1 if it is not known, 0 if it is no picture. */
  int channels(int output) {
    TensorSpec tensor = outputs.get(output);
    if (tensor.rank() != PICTURE_RANK) {
      return tensor.rank() == PICTURE_RANK - 1 || tensor.rank() == 2 ? 1 : 0;
    }
    for (int dim : new int[] {1, PICTURE_RANK - 1}) {
      if (tensor.dim(dim) >= 1 && tensor.dim(dim) <= MAX_CHANNELS) {
        return (int) tensor.dim(dim);
      }
    }
    return tensor.dim(1) == TensorSpec.ANY ? 1 : 0;
  }

  /** Width and height of the picture input, if the graph declares both. */
  Optional<List<Integer>> pictureSize(NetworkRecipe recipe) {
    return inputs.stream()
        .filter(input -> recipe.input().map(input.name()::equals).orElse(true))
        .filter(input -> input.rank() == PICTURE_RANK)
        .findFirst()
        .map(
            input ->
                input.dim(1) == 3
                    ? List.of((int) input.dim(3), (int) input.dim(2))
                    : List.of((int) input.dim(2), (int) input.dim(1)))
        .filter(size -> size.get(0) > 0 && size.get(1) > 0);
  }

  /** Whether the picture input leaves open which of its dimensions are the colours. */
  boolean isLayoutOpen() {
    return inputs.stream()
        .anyMatch(
            input ->
                input.rank() == PICTURE_RANK
                    && input.dim(1) == TensorSpec.ANY
                    && input.dim(PICTURE_RANK - 1) == TensorSpec.ANY);
  }

  /** The outputs that may be pictures, without this one. */
  List<Integer> otherPictures(int output) {
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (i != output && channels(i) > 0) {
        others.add(i);
      }
    }
    return others;
  }
}
