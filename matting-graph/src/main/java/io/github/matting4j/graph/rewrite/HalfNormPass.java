package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where some channels have a batch normalisation and the others one of the picture's own
 * statistics, as in MODNet, replaces the batch normalisation and the activation after the join by
 * one convolution of each channel for itself, with one weight. The engine computes it together with
 * the activation and in the layout of its fast kernels, so that the resize that often follows is
 * fast too.
 */
final class HalfNormPass implements RewritePass {
  /** In other numbers of channels the engine cannot use its fast layout with 512-bit vectors. */
  private static final int MULTIPLE = 16;

  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    if (graph.nodes().stream().anyMatch(node -> node.is("QLinearConv"))) {
      return 0; // between convolutions of bytes one of floats costs more than it gains
    }
    int rewritten = 0;
    for (Node activation : graph.nodes()) {
      if (activation.is("Relu")) {
        Optional<Node> join = graph.soleProducer(activation.inputs().get(0));
        if (join.isPresent() && Grids.joinsChannels(join.get()) && rewrite(join.get(), graph)) {
          rewritten++;
        }
      }
    }
    return rewritten;
  }

  private static boolean rewrite(Node join, OnnxGraph graph) throws MalformedGraphException {
    List<String> parts = new ArrayList<>(join.inputs());
    List<Node> folded = new ArrayList<>();
    List<float[]> factors = new ArrayList<>();
    List<float[]> shifts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Optional<Node> norm = graph.soleProducer(parts.get(i));
      Optional<BatchNorm> batch =
          norm.isPresent() ? BatchNorm.of(norm.get(), graph) : Optional.empty();
      if (batch.isPresent()) {
        factors.add(batch.get().factors());
        shifts.add(batch.get().shifts());
        parts.set(i, norm.get().inputs().get(0));
        folded.add(norm.get());
      } else if (norm.isPresent() && norm.get().is("InstanceNormalization")) {
        int channels = channels(norm.get(), graph);
        factors.add(ones(channels));
        shifts.add(new float[channels]);
      } else {
        return false;
      }
    }
    float[] factor = joined(factors);
    if (folded.isEmpty()
        || folded.size() == parts.size()
        || factor.length == 0
        || factor.length % MULTIPLE != 0
        || factors.stream().anyMatch(part -> part.length == 0)) {
      return false;
    }
    String name = join.output();
    int channels = factor.length;
    Constant weights =
        graph.add(Constant.floats(graph.freshName(name + ".factor"), factor, channels, 1, 1, 1));
    Constant bias =
        graph.add(Constant.floats(graph.freshName(name + ".shift"), joined(shifts), channels));
    String plain = graph.freshName(name + ".plain");
    folded.forEach(norm -> graph.replace(norm, List.of()));
    graph.replace(
        join,
        List.of(
            join.withInputs(parts).withOutput(plain),
            Node.of(
                "Conv",
                List.of(plain, weights.name(), bias.name()),
                name,
                Node.attribute("group", channels),
                Node.attribute("kernel_shape", List.of(1L, 1L)))));
    return true;
  }

  /** Of a normalisation by the picture's own statistics; 0 if its scale is not in the file. */
  private static int channels(Node norm, OnnxGraph graph) {
    return norm.inputs().size() < 2
        ? 0
        : graph
            .constant(norm.inputs().get(1))
            .filter(scale -> scale.dims().size() == 1 && scale.dim(0) <= ChannelCounts.MAX_CHANNELS)
            .map(scale -> (int) scale.dim(0))
            .orElse(0);
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
