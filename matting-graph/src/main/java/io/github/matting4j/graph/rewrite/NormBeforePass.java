package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds a batch normalisation into the 1×1 convolution after it, as in PP-Matting's gates; the
 * engine folds only into one before. With padding the zeros around the picture would change.
 */
final class NormBeforePass implements RewritePass {
  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    Decisions decisions = Decisions.of(graph);
    int rewritten = 0;
    for (Node conv : graph.nodes()) {
      Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
      if (weights.isPresent()
          && isPlain(conv, weights.get())
          && !decisions.dependOn(conv.output())
          && fold(conv, weights.get(), graph)) {
        rewritten++;
      }
    }
    return rewritten;
  }

  private static boolean isPlain(Node conv, ConvWeights weights) throws MalformedGraphException {
    return weights.constant().dim(2) == 1
        && weights.constant().dim(3) == 1
        && conv.integer("group", 1) == 1
        && conv.integers("pads").stream().allMatch(pad -> pad == 0);
  }

  private static boolean fold(Node conv, ConvWeights weights, OnnxGraph graph)
      throws MalformedGraphException {
    Optional<Node> norm = graph.soleProducer(conv.inputs().get(0));
    Optional<BatchNorm> affine =
        norm.isPresent() ? BatchNorm.of(norm.get(), graph) : Optional.empty();
    Optional<float[]> bias = BatchNormPass.bias(conv, weights, graph);
    if (affine.isEmpty() || bias.isEmpty() || affine.get().channels() != weights.inputs()) {
      return false;
    }
    Optional<Node> before = graph.producer(norm.orElseThrow().inputs().get(0));
    if (before.isPresent() && before.get().is("Conv")) {
      return false; // the engine folds it there
    }
    float[] values = weights.constant().floats();
    float[] shifted = bias.get().clone();
    int inputs = affine.get().channels();
    for (int o = 0; o < shifted.length; o++) {
      double shift = shifted[o];
      for (int i = 0; i < inputs; i++) {
        shift += values[o * inputs + i] * affine.get().apply(i, 0);
        values[o * inputs + i] *= (float) affine.get().factor(i);
      }
      shifted[o] = (float) shift;
    }
    String name = weights.constant().name();
    Constant scaled =
        graph.add(
            Constant.floats(
                graph.freshName(name + ".normalised"), values, shifted.length, inputs, 1, 1));
    Constant moved =
        graph.add(Constant.floats(graph.freshName(name + ".bias"), shifted, shifted.length));
    List<String> operands = new ArrayList<>(norm.orElseThrow().inputs().subList(0, 1));
    operands.add(scaled.name());
    operands.add(moved.name());
    graph.replace(norm.orElseThrow(), List.of());
    graph.replace(conv, List.of(conv.withInputs(operands)));
    return true;
  }
}
