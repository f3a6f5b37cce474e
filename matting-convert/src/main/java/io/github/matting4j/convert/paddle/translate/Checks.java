package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Axes and layouts of a call, checked, and what is said of a call that is refused. Stateless. */
final class Checks {
  private Checks() {}

  /** An axis from 0 to rank - 1; negative ones count from the end. */
  static int axis(Operation operation, long axis, int rank) throws InvalidProgramException {
    long normal = axis < 0 ? axis + rank : axis;
    if (normal < 0 || normal >= rank) {
      throw new InvalidProgramException(
          "Operator "
              + operation.type()
              + " uses axis "
              + axis
              + " of a tensor with "
              + rank
              + " dimensions. The program is damaged; fetch it again.");
    }
    return (int) normal;
  }

  /** The axes of a list, each from 0 to rank - 1 and once, in ascending order. */
  static List<Integer> axes(Operation operation, List<Long> axes, int rank)
      throws InvalidProgramException {
    List<Integer> normal = new ArrayList<>();
    for (long axis : axes) {
      int one = axis(operation, axis, rank);
      if (!normal.contains(one)) {
        normal.add(one);
      }
    }
    Collections.sort(normal);
    return normal;
  }

  static List<Long> boxed(List<Integer> values) {
    return values.stream().map(Integer::longValue).toList();
  }

  static void requireChannelsFirst(Operation operation, String attribute)
      throws InvalidProgramException {
    String layout = operation.text(attribute, "NCHW");
    if (!layout.startsWith("NC") && !layout.equals("AnyLayout")) {
      throw unsupported(operation, attribute + " " + layout);
    }
  }

  static InvalidProgramException unsupported(Operation operation, String what) {
    return new InvalidProgramException(
        "Operator "
            + operation.type()
            + " is used in a form that is not supported: "
            + what
            + ". Use a matting network of PaddleSeg, or use an ONNX file of it.");
  }
}
