package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites a model into one that gives the same values, up to rounding, and runs faster. Patterns
 * that are not recognised with certainty are left unchanged. Stateless and thread-safe.
 */
public final class GraphRewriter {
  /** Increased with every change of the output; part of the keys of cached results. */
  public static final int VERSION = 3;

  /** Operators as the passes know them: padding and slicing by inputs, maxima of several. */
  private static final long OLDEST_OPERATORS = 11;

  private static final long NEWEST_OPERATORS = 22;

  private static final List<RewritePass> PASSES =
      List.of(
          new HalfNormPass(),
          new DoubledHeadPass(),
          new ResizedConvPass(), // what follows it has no known size any more
          new RowPairPass(),
          new ChannelMeanPass(),
          new ChannelMaxPass(),
          new NormBeforePass(),
          new BatchNormPass(),
          new ConcatSplitPass(),
          new MapSpreadPass());

  private GraphRewriter() {}

  /**
   * Rewrites a model.
   *
   * @param model an ONNX file
   * @return the rewritten file; {@code model} itself if nothing was rewritten; empty if the file
   *     uses features that are not supported here (external weights, loops, functions)
   * @throws MalformedGraphException if the file is not a complete ONNX model
   */
  public static Optional<byte[]> rewrite(byte[] model) throws MalformedGraphException {
    return rewrite(model, PASSES);
  }

  /**
   * Folds every batch normalisation into the convolution before it, in place.
   *
   * @throws MalformedGraphException if a tensor does not hold what it declares
   */
  public static void foldBatchNormalisations(OnnxGraph graph) throws MalformedGraphException {
    new BatchNormPass(true).apply(graph);
  }

  static Optional<byte[]> rewrite(byte[] model, List<RewritePass> passes)
      throws MalformedGraphException {
    OnnxGraph graph = OnnxGraph.parse(model);
    if (!graph.isPlain()) {
      return Optional.empty();
    }
    if (graph.operatorSet() < OLDEST_OPERATORS || graph.operatorSet() > NEWEST_OPERATORS) {
      return Optional.of(model);
    }
    int places = 0;
    for (RewritePass pass : passes) {
      places += pass.apply(graph);
    }
    return Optional.of(places == 0 ? model : graph.toBytes());
  }
}
