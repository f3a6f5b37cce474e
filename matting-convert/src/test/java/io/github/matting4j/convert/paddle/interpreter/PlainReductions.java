package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;

/** Operators that look at all elements along axes. */
final class PlainReductions {
  static final Map<String, Operator.Single> OPERATORS = new HashMap<>();

  static {
    OPERATORS.put("reduce_sum", call -> reduce(call, 0, Double::sum, false));
    OPERATORS.put("reduce_mean", call -> reduce(call, 0, Double::sum, true));
    OPERATORS.put("reduce_max", call -> reduce(call, Double.NEGATIVE_INFINITY, Math::max, false));
    OPERATORS.put("reduce_min", call -> reduce(call, Double.POSITIVE_INFINITY, Math::min, false));
    OPERATORS.put("softmax", PlainReductions::softmax);
    OPERATORS.put("arg_max", PlainReductions::argMax);
  }

  private PlainReductions() {}

  private static PlainTensor reduce(
      Call call, double start, DoubleBinaryOperator operator, boolean divide)
      throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    Set<Integer> axes = new TreeSet<>();
    for (int axis : call.integers("dim")) {
      axes.add(x.axis(axis));
    }
    if (axes.isEmpty() || call.flag("reduce_all")) {
      for (int axis = 0; axis < x.rank(); axis++) {
        axes.add(axis);
      }
    }
    List<Integer> kept = new ArrayList<>(x.dims());
    axes.forEach(axis -> kept.set(axis, 1));
    double[] values = new double[PlainTensor.count(kept)];
    Arrays.fill(values, start);
    for (int i = 0; i < x.values().length; i++) {
      int to = PlainElementwise.position(i, x.dims(), kept);
      values[to] = operator.applyAsDouble(values[to], x.values()[i]);
    }
    if (divide) {
      double count = (double) x.values().length / values.length;
      for (int i = 0; i < values.length; i++) {
        values[i] /= count;
      }
    }
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!axes.contains(axis) || call.flag("keep_dim")) {
        dims.add(kept.get(axis));
      }
    }
    return new PlainTensor(x.type(), dims, values);
  }

  private static PlainTensor softmax(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    int axis = x.axis(call.integer("axis", -1));
    int size = x.dim(axis);
    int stride = x.stride(axis);
    double[] values = new double[x.values().length];
    for (int start : starts(x, axis)) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < size; i++) {
        largest = Math.max(largest, x.values()[start + i * stride]);
      }
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += Math.exp(x.values()[start + i * stride] - largest);
      }
      for (int i = 0; i < size; i++) {
        values[start + i * stride] = Math.exp(x.values()[start + i * stride] - largest) / sum;
      }
    }
    return new PlainTensor(x.type(), x.dims(), values);
  }

  /** The first of equal maxima. */
  private static PlainTensor argMax(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    if (call.flag("flatten")) {
      throw call.refusal("flattening");
    }
    int axis = x.axis(call.integer("axis", -1));
    int stride = x.stride(axis);
    int[] starts = starts(x, axis);
    double[] values = new double[starts.length];
    for (int j = 0; j < starts.length; j++) {
      int best = 0;
      for (int i = 1; i < x.dim(axis); i++) {
        if (x.values()[starts[j] + i * stride] > x.values()[starts[j] + best * stride]) {
          best = i;
        }
      }
      values[j] = best;
    }
    List<Integer> dims = new ArrayList<>(x.dims());
    if (call.flag("keepdims")) {
      dims.set(axis, 1);
    } else {
      dims.remove(axis);
    }
    int code = call.integer("dtype", DataType.INT64.code());
    return new PlainTensor(
        code == DataType.INT32.code() ? DataType.INT32 : DataType.INT64, dims, values);
  }

  /** The first element of each line along an axis. */
  private static int[] starts(PlainTensor x, int axis) {
    int stride = x.stride(axis);
    int[] starts = new int[x.values().length / x.dim(axis)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i / stride * stride * x.dim(axis) + i % stride;
    }
    return starts;
  }
}
