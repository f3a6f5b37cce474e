package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that cut pieces out. */
final class PlainSlicing {
  private PlainSlicing() {}

  static PlainTensor slice(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("Input");
    List<Integer> axes = call.integers("axes");
    List<Integer> starts = call.integers("StartsTensorList", "StartsTensor", "starts");
    List<Integer> ends = call.integers("EndsTensorList", "EndsTensor", "ends");
    List<Integer> strides = call.integers("StridesTensorList", "StridesTensor", "strides");
    PlainTensor result = x;
    for (int i = 0; i < axes.size(); i++) {
      int axis = x.axis(axes.get(i));
      int stride = strides.isEmpty() ? 1 : strides.get(i);
      if (stride < 1) {
        throw call.refusal("the stride " + stride);
      }
      int from = within(starts.get(i), x.dim(axis));
      int to = within(ends.get(i), x.dim(axis));
      result = cut(result, axis, from, Math.max(to - from + stride - 1, 0) / stride, stride);
    }
    List<Integer> dims = new ArrayList<>(result.dims());
    List<Integer> dropped = new ArrayList<>();
    for (int axis : call.integers("decrease_axis")) {
      dropped.add(x.axis(axis));
    }
    dropped.sort(Collections.reverseOrder());
    dropped.forEach(axis -> dims.remove((int) axis));
    return result.reshaped(dims);
  }

  private static int within(int index, int size) {
    return Math.min(Math.max(index < 0 ? index + size : index, 0), size);
  }

  static List<PlainTensor> split(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    var axisTensor = call.optional("AxisTensor");
    int axis =
        x.axis(
            axisTensor.isPresent() ? (int) axisTensor.get().values()[0] : call.integer("axis", 0));
    List<Integer> sections =
        new ArrayList<>(call.integers("SectionsTensorList", "SectionsTensor", "sections"));
    if (sections.isEmpty()) {
      int count = call.integer("num", 1);
      sections.addAll(Collections.nCopies(count, x.dim(axis) / count));
    }
    int open = sections.indexOf(-1);
    if (open >= 0) {
      int known = sections.stream().mapToInt(Integer::intValue).sum() + 1;
      sections.set(open, x.dim(axis) - known);
    }
    List<PlainTensor> parts = new ArrayList<>();
    int from = 0;
    for (int size : sections) {
      parts.add(cut(x, axis, from, size, 1));
      from += size;
    }
    return parts;
  }

  private static PlainTensor cut(PlainTensor x, int axis, int from, int count, int stride) {
    List<Integer> dims = new ArrayList<>(x.dims());
    dims.set(axis, count);
    int inner = x.stride(axis);
    int outer = PlainTensor.count(x.dims().subList(0, axis));
    double[] values = new double[outer * count * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(
            x.values(),
            (o * x.dim(axis) + from + i * stride) * inner,
            values,
            (o * count + i) * inner,
            inner);
      }
    }
    return new PlainTensor(x.type(), dims, values);
  }
}
