package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.List;
import java.util.Optional;

/**
 * Folds a batch normalisation into the convolution before it by scaling and shifting its weights
 * and bias. The engine does this itself wherever one follows the other, so it is done here only
 * where {@link ConcatSplitPass} is about to put an addition between them.
 */
final class BatchNormPass implements RewritePass {
  private final boolean everywhere;

  /** Only where a concatenation is about to be split. */
  BatchNormPass() {
    this(false);
  }

  /** After any convolution, or only where a concatenation is about to be split. */
  BatchNormPass(boolean everywhere) {
    this.everywhere = everywhere;
  }

  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    ChannelCounts counts = ChannelCounts.of(graph);
    int rewritten = 0;
    for (Node norm : graph.nodes()) {
      if (norm.is("BatchNormalization")) {
        Optional<Node> conv = graph.soleProducer(norm.inputs().get(0));
        if (conv.isPresent()
            && (everywhere || MisalignedConcat.before(conv.get(), graph, counts).isPresent())
            && fold(conv.get(), norm, graph)) {
          rewritten++;
        }
      }
    }
    return rewritten;
  }

  /**
   * Folds the normalisation that alone reads a convolution's result into it.
   *
   * @return the convolution that is in the graph now: the given one if nothing was folded
   */
  static Node foldNext(Node conv, OnnxGraph graph) throws MalformedGraphException {
    if (graph.uses(conv.output()) != 1) {
      return conv;
    }
    for (Node norm : graph.consumers(conv.output())) {
      if (fold(conv, norm, graph)) {
        return graph.producer(norm.output()).orElse(conv);
      }
    }
    return conv;
  }

  /** Whether {@link #foldNext} would fold this normalisation into this convolution. */
  static boolean canFold(Node conv, Node norm, OnnxGraph graph) throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    Optional<BatchNorm> affine = BatchNorm.of(norm, graph);
    return weights.isPresent()
        && affine.isPresent()
        && affine.get().channels() == weights.get().outputs()
        && bias(conv, weights.get(), graph).isPresent();
  }

  private static boolean fold(Node conv, Node norm, OnnxGraph graph)
      throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    Optional<BatchNorm> found = BatchNorm.of(norm, graph);
    if (weights.isEmpty() || found.isEmpty()) {
      return false;
    }
    int outputs = Math.toIntExact(weights.get().outputs());
    BatchNorm affine = found.get();
    Optional<float[]> bias = bias(conv, weights.get(), graph);
    if (bias.isEmpty() || affine.channels() != outputs) {
      return false;
    }
    double[] factors = new double[outputs];
    float[] shifted = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      factors[o] = affine.factor(o);
      shifted[o] = (float) affine.apply(o, bias.get()[o]);
    }
    String name = weights.get().constant().name();
    Constant scaled = graph.add(weights.get().scaled(factors, graph.freshName(name + ".folded")));
    Constant moved = graph.add(Constant.floats(graph.freshName(name + ".bias"), shifted, outputs));
    Node folded =
        conv.withInputs(List.of(conv.inputs().get(0), scaled.name(), moved.name()))
            .withOutput(norm.output());
    graph.replace(conv, List.of());
    graph.replace(norm, List.of(folded));
    return true;
  }

  /** The convolution's bias, zeros if it has none; empty if it is not constant. */
  static Optional<float[]> bias(Node conv, ConvWeights weights, OnnxGraph graph)
      throws MalformedGraphException {
    if (conv.inputs().size() < 3 || conv.inputs().get(2).isEmpty()) {
      return Optional.of(new float[Math.toIntExact(weights.outputs())]);
    }
    Optional<Constant> bias = graph.constant(conv.inputs().get(2));
    return bias.isPresent() && bias.get().dims().equals(List.of(weights.outputs()))
        ? Optional.of(bias.get().floats())
        : Optional.empty();
  }
}
