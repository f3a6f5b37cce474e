package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Functions of single elements. */
final class Activations {
  static final Map<String, Operator.Single> OPERATORS = new HashMap<>();

  static {
    plain("relu", x -> Math.max(x, 0));
    plain("sigmoid", Activations::sigmoid);
    plain("silu", x -> x * sigmoid(x));
    plain("tanh", Math::tanh);
    plain("sqrt", Math::sqrt);
    plain("exp", Math::exp);
    plain("abs", Math::abs);
    plain("floor", Math::floor);
    plain("logical_not", x -> x == 0 ? 1 : 0);
    OPERATORS.put(
        "relu6",
        call -> {
          double threshold = call.operation().real("threshold", 6);
          return map(call, x -> Math.min(Math.max(x, 0), threshold));
        });
    OPERATORS.put(
        "leaky_relu",
        call -> {
          double alpha = call.operation().real("alpha", 0.02f);
          return map(call, x -> x < 0 ? x * alpha : x);
        });
    OPERATORS.put(
        "hard_sigmoid",
        call -> {
          double slope = call.operation().real("slope", 0.2f);
          double offset = call.operation().real("offset", 0.5f);
          return map(call, x -> Math.min(Math.max(x * slope + offset, 0), 1));
        });
    OPERATORS.put(
        "hard_swish",
        call -> {
          double threshold = call.operation().real("threshold", 6);
          double scale = call.operation().real("scale", 6);
          double offset = call.operation().real("offset", 3);
          return map(call, x -> x * Math.min(Math.max(x + offset, 0), threshold) / scale);
        });
    OPERATORS.put(
        "swish",
        call -> {
          double beta = call.operation().real("beta", 1);
          return map(call, x -> x * sigmoid(beta * x));
        });
    OPERATORS.put(
        "pow",
        call -> {
          double factor = call.operation().real("factor", 1);
          return map(call, x -> Math.pow(x, factor));
        });
    OPERATORS.put(
        "gelu",
        call ->
            map(
                call,
                call.flag("approximate")
                    ? x ->
                        x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
                    : x -> x / 2 * (1 + errorFunction(x / Math.sqrt(2)))));
    OPERATORS.put(
        "clip",
        call -> {
          double min = limit(call, "Min", "min");
          double max = limit(call, "Max", "max");
          return map(call, x -> Math.min(Math.max(x, min), max));
        });
  }

  private Activations() {}

  private static void plain(String name, DoubleUnaryOperator function) {
    OPERATORS.put(name, call -> map(call, function));
  }

  private static double limit(Call call, String slot, String attribute)
      throws InvalidProgramException {
    var tensor = call.optional(slot);
    return tensor.isPresent() ? tensor.get().values()[0] : call.operation().real(attribute, 0);
  }

  static PlainTensor map(Call call, DoubleUnaryOperator function) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    double[] values = new double[x.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(x.values()[i]);
    }
    return new PlainTensor(x.type(), x.dims(), values);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** By the power series near zero, and by the continued fraction of its complement elsewhere. */
  private static double errorFunction(double x) {
    double size = Math.abs(x);
    if (size > 6) {
      return Math.signum(x);
    }
    double result;
    if (size < 2.5) {
      double term = size;
      result = size;
      for (int n = 1; Math.abs(term) > 1e-18 && n < 200; n++) {
        term *= -size * size / n;
        result += term / (2 * n + 1);
      }
      result *= 2 / Math.sqrt(Math.PI);
    } else {
      double fraction = 0;
      for (int n = 60; n > 0; n--) {
        fraction = n / 2.0 / (size + fraction);
      }
      result = 1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction);
    }
    return Math.signum(x) * result;
  }
}
