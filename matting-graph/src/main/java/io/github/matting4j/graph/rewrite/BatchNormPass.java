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
 * Folds a batch normalisation into the convolution before it by scaling and shifting its weights
 * and bias. The engine does this itself wherever one follows the other, so it is done here only
 * where {@link ConcatSplitPass} is about to put an addition between them.
 */
final class BatchNormPass implements RewritePass {
  private static final int PARAMETERS = 4;

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
      if (isNormalisation(norm)) {
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
      if (isNormalisation(norm) && fold(conv, norm, graph)) {
        return graph.producer(norm.output()).orElse(conv);
      }
    }
    return conv;
  }

  /** Whether {@link #foldNext} would fold this normalisation into this convolution. */
  static boolean canFold(Node conv, Node norm, OnnxGraph graph) throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    return isNormalisation(norm)
        && weights.isPresent()
        && bias(conv, weights.get(), graph).isPresent()
        && parameters(norm, weights.get(), graph).isPresent();
  }

  private static boolean isNormalisation(Node norm) throws MalformedGraphException {
    return norm.is("BatchNormalization")
        && norm.inputs().size() == 1 + PARAMETERS
        && norm.integer("training_mode", 0) == 0;
  }

  private static boolean fold(Node conv, Node norm, OnnxGraph graph)
      throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    Optional<float[]> bias =
        weights.isPresent() ? bias(conv, weights.get(), graph) : Optional.empty();
    if (weights.isEmpty() || bias.isEmpty()) {
      return false;
    }
    Optional<List<float[]>> found = parameters(norm, weights.get(), graph);
    if (found.isEmpty()) {
      return false;
    }
    List<float[]> parameters = found.get();
    int outputs = Math.toIntExact(weights.get().outputs());
    double epsilon = norm.real("epsilon", 1e-5f);
    double[] factors = new double[outputs];
    float[] shifted = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      double mean = parameters.get(2)[o];
      factors[o] = parameters.get(0)[o] / Math.sqrt(parameters.get(3)[o] + epsilon);
      shifted[o] = (float) ((bias.get()[o] - mean) * factors[o] + parameters.get(1)[o]);
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

  /** Scale, shift, means and variances; empty if they are not all constant. */
  private static Optional<List<float[]>> parameters(Node norm, ConvWeights weights, OnnxGraph graph)
      throws MalformedGraphException {
    List<float[]> parameters = new ArrayList<>();
    for (String name : norm.inputs().subList(1, 1 + PARAMETERS)) {
      Optional<Constant> constant = graph.constant(name);
      if (constant.isEmpty() || !constant.get().dims().equals(List.of(weights.outputs()))) {
        return Optional.empty();
      }
      parameters.add(constant.get().floats());
    }
    return Optional.of(parameters);
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
