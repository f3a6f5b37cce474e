package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.ArrayList;
import java.util.List;

/** Operators that join tensors. */
final class Joining {
  private Joining() {}

  static PlainTensor concat(Call call) throws InvalidProgramException {
    List<PlainTensor> parts = call.tensors("X");
    var tensor = call.optional("AxisTensor");
    int axis =
        parts
            .get(0)
            .axis(tensor.isPresent() ? (int) tensor.get().values()[0] : call.integer("axis", 0));
    return concat(parts, axis);
  }

  static PlainTensor stack(Call call) throws InvalidProgramException {
    List<PlainTensor> parts = new ArrayList<>();
    int axis = call.integer("axis", 0);
    for (PlainTensor part : call.tensors("X")) {
      List<Integer> dims = new ArrayList<>(part.dims());
      dims.add(axis < 0 ? axis + part.rank() + 1 : axis, 1);
      parts.add(part.reshaped(dims));
    }
    return concat(parts, parts.get(0).axis(axis));
  }

  private static PlainTensor concat(List<PlainTensor> parts, int axis)
      throws InvalidProgramException {
    PlainTensor first = parts.get(0);
    int size = parts.stream().mapToInt(part -> part.dim(axis)).sum();
    List<Integer> dims = with(first, axis, size);
    for (PlainTensor part : parts) {
      if (!with(part, axis, size).equals(dims)) {
        throw new InvalidProgramException("The parts do not fit along axis " + axis);
      }
    }
    int outer = PlainTensor.count(dims.subList(0, axis));
    double[] values = new double[PlainTensor.count(dims)];
    int at = 0;
    for (int o = 0; o < outer; o++) {
      for (PlainTensor part : parts) {
        int length = part.values().length / outer;
        System.arraycopy(part.values(), o * length, values, at, length);
        at += length;
      }
    }
    return new PlainTensor(first.type(), dims, values);
  }

  private static List<Integer> with(PlainTensor tensor, int axis, int size) {
    List<Integer> dims = new ArrayList<>(tensor.dims());
    dims.set(axis, size);
    return dims;
  }
}
