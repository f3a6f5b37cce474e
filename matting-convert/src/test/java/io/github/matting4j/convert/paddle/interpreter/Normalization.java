package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.Optional;

/** Normalizations of planes or channels. */
final class Normalization {
  private Normalization() {}

  /** By the statistics of the training. */
  static PlainTensor batch(Call call) throws InvalidProgramException {
    call.requireChannelsFirst();
    if (!call.flag("is_test") && !call.flag("use_global_stats")) {
      throw call.refusal("the training mode");
    }
    PlainTensor x = call.tensor("X");
    double[] mean = call.tensor("Mean").values();
    double[] variance = call.tensor("Variance").values();
    double[] scale = call.tensor("Scale").values();
    double[] bias = call.tensor("Bias").values();
    double epsilon = call.operation().real("epsilon", 1e-5);
    int plane = x.stride(1);
    double[] y = new double[x.values().length];
    for (int i = 0; i < y.length; i++) {
      int channel = i / plane % x.dim(1);
      y[i] =
          (x.values()[i] - mean[channel]) / Math.sqrt(variance[channel] + epsilon) * scale[channel]
              + bias[channel];
    }
    return new PlainTensor(x.type(), x.dims(), y);
  }

  /** By the mean and the variance of each plane itself. */
  static PlainTensor instance(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    Optional<PlainTensor> scale = call.optional("Scale");
    Optional<PlainTensor> bias = call.optional("Bias");
    double epsilon = call.operation().real("epsilon", 1e-5);
    int plane = x.stride(1);
    double[] y = new double[x.values().length];
    for (int start = 0; start < y.length; start += plane) {
      int channel = start / plane % x.dim(1);
      double mean = 0;
      for (int i = start; i < start + plane; i++) {
        mean += x.values()[i] / plane;
      }
      double variance = 0;
      for (int i = start; i < start + plane; i++) {
        double distance = x.values()[i] - mean;
        variance += distance * distance / plane;
      }
      double factor =
          (scale.isPresent() ? scale.get().values()[channel] : 1) / Math.sqrt(variance + epsilon);
      double offset = bias.isPresent() ? bias.get().values()[channel] : 0;
      for (int i = start; i < start + plane; i++) {
        y[i] = (x.values()[i] - mean) * factor + offset;
      }
    }
    return new PlainTensor(x.type(), x.dims(), y);
  }
}
