package io.github.matting4j.graph.tensorflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows sizes through the arithmetic of a graph, so that shapes computed from them are known. */
final class IntegerArithmetic {
  private IntegerArithmetic() {}

  /** The result of an operation of ONNX on lists or single integers; null if nothing is known. */
  static long @Nullable [] of(String operator, List<Tensor> operands) {
    if (operands.size() != 2
        || !operands.get(0).type().isInteger()
        || operands.stream().anyMatch(o -> !o.shape().hasRank(0) && !o.shape().hasRank(1))) {
      return null;
    }
    long[] a = operands.get(0).integers();
    long[] b = operands.get(1).integers();
    if (a == null || b == null || (a.length != b.length && a.length != 1 && b.length != 1)) {
      return null;
    }
    long[] result = new long[a.length == 1 ? b.length : a.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = of(operator, a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
    }
    return result;
  }

  private static long of(String operator, long a, long b) {
    if (a == Tensor.OPEN || b == Tensor.OPEN) {
      return Tensor.OPEN;
    }
    long result =
        switch (operator) {
          case "Add" -> a + b;
          case "Sub" -> a - b;
          case "Mul" -> a * b;
          case "Div" -> b == 0 ? Tensor.OPEN : a / b;
          case "Mod" -> b == 0 ? Tensor.OPEN : Math.floorMod(a, b);
          case "Max" -> Math.max(a, b);
          case "Min" -> Math.min(a, b);
          default -> Tensor.OPEN;
        };
    return result == (int) result ? result : Tensor.OPEN; // 32-bit sizes may overflow
  }
}
