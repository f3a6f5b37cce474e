package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A batch normalisation of constant parameters: an affine map of each channel. Immutable. */
final class BatchNorm {
  private static final int PARAMETERS = 4;

  private final float[] scale;
  private final float[] shift;
  private final float[] mean;
  private final float[] variance;
  private final double epsilon;

  private BatchNorm(List<float[]> parameters, double epsilon) {
    this.scale = parameters.get(0);
    this.shift = parameters.get(1);
    this.mean = parameters.get(2);
    this.variance = parameters.get(3);
    this.epsilon = epsilon;
  }

  /** That of a node, if it is one. */
  static Optional<BatchNorm> of(Node node, OnnxGraph graph) throws MalformedGraphException {
    if (!node.is("BatchNormalization")
        || node.inputs().size() != 1 + PARAMETERS
        || node.integer("training_mode", 0) != 0) {
      return Optional.empty();
    }
    List<float[]> parameters = new ArrayList<>();
    List<Long> dims = List.of();
    for (String name : node.inputs().subList(1, 1 + PARAMETERS)) {
      Optional<Constant> constant = graph.constant(name);
      if (constant.isEmpty()
          || constant.get().dims().size() != 1
          || !(dims.isEmpty() || constant.get().dims().equals(dims))) {
        return Optional.empty();
      }
      dims = constant.get().dims();
      parameters.add(constant.get().floats());
    }
    return Optional.of(new BatchNorm(parameters, node.real("epsilon", 1e-5f)));
  }

  int channels() {
    return scale.length;
  }

  /** What a channel is multiplied by. */
  double factor(int channel) {
    return scale[channel] / Math.sqrt(variance[channel] + epsilon);
  }

  /** What a channel's value becomes that is this much without the normalisation. */
  double apply(int channel, double value) {
    return (value - mean[channel]) * factor(channel) + shift[channel];
  }

  float[] factors() {
    float[] factors = new float[channels()];
    for (int c = 0; c < factors.length; c++) {
      factors[c] = (float) factor(c);
    }
    return factors;
  }

  /** What is added after the multiplication. */
  float[] shifts() {
    float[] shifts = new float[channels()];
    for (int c = 0; c < shifts.length; c++) {
      shifts[c] = (float) apply(c, 0);
    }
    return shifts;
  }
}
