package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Operators that change sizes or the order of elements. */
final class Shapes {
  static final Map<String, Operator.Single> OPERATORS = new HashMap<>();

  static {
    OPERATORS.put("shape", Shapes::shape);
    for (String version : List.of("", "2")) {
      OPERATORS.put("reshape" + version, Shapes::reshape);
      OPERATORS.put("transpose" + version, Shapes::transpose);
      OPERATORS.put("unsqueeze" + version, Shapes::unsqueeze);
      OPERATORS.put("squeeze" + version, Shapes::squeeze);
    }
    OPERATORS.put("flatten_contiguous_range", Shapes::flatten);
    OPERATORS.put("expand_v2", Shapes::expand);
    OPERATORS.put("tile", Shapes::tile);
    OPERATORS.put("pixel_shuffle", Shapes::pixelShuffle);
  }

  private Shapes() {}

  private static PlainTensor shape(Call call) throws InvalidProgramException {
    List<Integer> dims = call.tensor("Input").dims();
    return new PlainTensor(
        DataType.INT32,
        List.of(dims.size()),
        dims.stream().mapToDouble(Integer::doubleValue).toArray());
  }

  private static PlainTensor reshape(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    List<Integer> dims = new ArrayList<>(call.integers("ShapeTensor", "Shape", "shape"));
    for (int axis = 0; axis < dims.size(); axis++) {
      if (dims.get(axis) == 0) {
        dims.set(axis, x.dim(axis));
      }
    }
    int open = dims.indexOf(-1);
    if (open >= 0) {
      dims.set(open, 1);
      dims.set(open, x.values().length / PlainTensor.count(dims));
    }
    return x.reshaped(dims);
  }

  private static PlainTensor transpose(Call call) throws InvalidProgramException {
    return transpose(call.tensor("X"), call.integers("axis"));
  }

  static PlainTensor transpose(PlainTensor x, List<Integer> order) {
    List<Integer> dims = order.stream().map(x::dim).toList();
    double[] values = new double[x.values().length];
    for (int i = 0; i < values.length; i++) {
      int rest = i;
      int from = 0;
      for (int axis = dims.size() - 1; axis >= 0; axis--) {
        from += rest % dims.get(axis) * x.stride(order.get(axis));
        rest /= dims.get(axis);
      }
      values[i] = x.values()[from];
    }
    return new PlainTensor(x.type(), dims, values);
  }

  private static PlainTensor unsqueeze(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    List<Integer> dims = new ArrayList<>(x.dims());
    for (int axis : call.integers("AxesTensorList", "AxesTensor", "axes")) {
      dims.add(axis < 0 ? axis + dims.size() + 1 : axis, 1);
    }
    return x.reshaped(dims);
  }

  private static PlainTensor squeeze(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    Set<Integer> axes = new TreeSet<>();
    for (int axis : call.integers("axes")) {
      axes.add(x.axis(axis));
    }
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (x.dim(axis) != 1 || !axes.isEmpty() && !axes.contains(axis)) {
        dims.add(x.dim(axis));
      }
    }
    return x.reshaped(dims);
  }

  private static PlainTensor flatten(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    int start = x.axis(call.integer("start_axis", 1));
    int stop = x.axis(call.integer("stop_axis", -1));
    List<Integer> dims = new ArrayList<>(x.dims().subList(0, start));
    dims.add(PlainTensor.count(x.dims().subList(start, stop + 1)));
    dims.addAll(x.dims().subList(stop + 1, x.rank()));
    return x.reshaped(dims);
  }

  private static PlainTensor expand(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    List<Integer> dims = new ArrayList<>(call.integers("expand_shapes_tensor", "Shape", "shape"));
    List<Integer> from = leadingOnes(x, dims.size());
    for (int axis = 0; axis < dims.size(); axis++) {
      if (dims.get(axis) == -1) {
        dims.set(axis, from.get(axis));
      }
    }
    double[] values = new double[PlainTensor.count(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = x.values()[PlainElementwise.position(i, dims, from)];
    }
    return new PlainTensor(x.type(), dims, values);
  }

  private static PlainTensor tile(Call call) throws InvalidProgramException {
    List<Integer> times =
        new ArrayList<>(call.integers("repeat_times_tensor", "RepeatTimes", "repeat_times"));
    PlainTensor given = call.tensor("X");
    int rank = Math.max(times.size(), given.rank());
    times.addAll(0, Collections.nCopies(rank - times.size(), 1));
    PlainTensor x = given.reshaped(leadingOnes(given, rank));
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      dims.add(x.dim(axis) * times.get(axis));
    }
    double[] values = new double[PlainTensor.count(dims)];
    for (int i = 0; i < values.length; i++) {
      int rest = i;
      int from = 0;
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += rest % dims.get(axis) % x.dim(axis) * x.stride(axis);
        rest /= dims.get(axis);
      }
      values[i] = x.values()[from];
    }
    return new PlainTensor(x.type(), dims, values);
  }

  private static List<Integer> leadingOnes(PlainTensor x, int rank) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(rank - x.rank(), 1));
    dims.addAll(x.dims());
    return dims;
  }

  /** Channel c of r*r neighbours becomes the pixel at row c / r and column c % r of a block. */
  private static PlainTensor pixelShuffle(Call call) throws InvalidProgramException {
    call.requireChannelsFirst();
    PlainTensor x = call.tensor("X");
    int factor = call.integer("upscale_factor", 1);
    int channels = x.dim(1) / (factor * factor);
    PlainTensor blocks =
        x.reshaped(List.of(x.dim(0), channels, factor, factor, x.dim(2), x.dim(3)));
    return transpose(blocks, List.of(0, 1, 4, 2, 5, 3))
        .reshaped(List.of(x.dim(0), channels, x.dim(2) * factor, x.dim(3) * factor));
  }
}
