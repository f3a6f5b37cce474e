package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that add borders of a constant value. */
final class Padding {
  private Padding() {}

  /** The borders come as left, right, top, bottom, front, back. */
  static PlainTensor pad3d(Call call) throws InvalidProgramException {
    call.requireChannelsFirst();
    return pad(call, call.integers("", "Paddings", "paddings"), call.operation().real("value", 0));
  }

  /** The borders come as top, bottom, left, right. */
  static PlainTensor pad2d(Call call) throws InvalidProgramException {
    call.requireChannelsFirst();
    List<Integer> p = call.integers("paddings");
    return pad(
        call,
        List.of(p.get(2), p.get(3), p.get(0), p.get(1)),
        call.operation().real("pad_value", 0));
  }

  /** Borders before and behind, of the last axis first. */
  private static PlainTensor pad(Call call, List<Integer> borders, double value)
      throws InvalidProgramException {
    if (!call.operation().text("mode", "constant").equals("constant")) {
      throw call.refusal("the mode " + call.operation().text("mode", ""));
    }
    PlainTensor x = call.tensor("X");
    List<Integer> before = new ArrayList<>(Collections.nCopies(x.rank(), 0));
    List<Integer> dims = new ArrayList<>(x.dims());
    for (int i = 0; i < borders.size() / 2; i++) {
      int axis = x.rank() - 1 - i;
      before.set(axis, borders.get(2 * i));
      dims.set(axis, dims.get(axis) + borders.get(2 * i) + borders.get(2 * i + 1));
    }
    double[] values = new double[PlainTensor.count(dims)];
    for (int i = 0; i < values.length; i++) {
      int rest = i;
      int from = 0;
      boolean inside = true;
      for (int axis = x.rank() - 1; axis >= 0; axis--) {
        int index = rest % dims.get(axis) - before.get(axis);
        rest /= dims.get(axis);
        inside &= index >= 0 && index < x.dim(axis);
        from += index * x.stride(axis);
      }
      values[i] = inside ? x.values()[from] : value;
    }
    return new PlainTensor(x.type(), dims, values);
  }
}
