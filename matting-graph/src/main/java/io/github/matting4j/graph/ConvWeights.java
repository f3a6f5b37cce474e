package io.github.matting4j.graph;

import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Optional;

/**
 * The constant float weights of a two-dimensional convolution: outputs × inputs per group × rows ×
 * columns.
 */
public record ConvWeights(Constant constant) {

  /** Those of a node, if it is such a convolution. */
  public static Optional<ConvWeights> of(Node node, OnnxGraph graph) {
    if (!node.is("Conv") || node.inputs().size() < 2) {
      return Optional.empty();
    }
    return graph
        .constant(node.inputs().get(1))
        .filter(w -> w.type() == Constant.FLOAT && w.dims().size() == 4)
        .filter(w -> w.dims().stream().allMatch(dim -> dim > 0))
        .map(ConvWeights::new);
  }

  public long outputs() {
    return constant.dim(0);
  }

  public long inputs() {
    return constant.dim(1);
  }

  /** The same with every output's filter multiplied by a factor. */
  public Constant scaled(double[] factors, String name) throws MalformedGraphException {
    float[] values = constant.floats();
    int filter = values.length / factors.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factors[i / filter]);
    }
    return Constant.floats(name, values, dims());
  }

  private long[] dims() {
    return constant.dims().stream().mapToLong(Long::longValue).toArray();
  }

  /** What it does with the input channels {@code from} up to, not including, {@code to}. */
  public Constant inputs(int from, int to, String name) throws MalformedGraphException {
    float[] all = constant.floats();
    int plane = Math.toIntExact(constant.dim(2) * constant.dim(3));
    int filter = (int) inputs() * plane;
    int kept = (to - from) * plane;
    float[] part = new float[(int) outputs() * kept];
    for (int o = 0; o < outputs(); o++) {
      System.arraycopy(all, o * filter + from * plane, part, o * kept, kept);
    }
    return Constant.floats(name, part, outputs(), to - from, constant.dim(2), constant.dim(3));
  }
}
