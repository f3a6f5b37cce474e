package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.proof.NotProvenException;
import io.github.matting4j.convert.paddle.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Two tensors that are broadcast to one shape.
 *
 * @param x tensor in the graph
 * @param y tensor in the graph
 * @param dims sizes of both after broadcasting
 */
record Operands(String x, String y, List<Size> dims) {
  /** The operands of an operator; its attribute {@code axis} says where the smaller one begins. */
  static Operands of(Operation operation, String x, String y, Translation to)
      throws InvalidProgramException {
    List<Size> left = to.dims(x);
    List<Size> right = to.dims(y);
    long axis = operation.integer("axis", -1);
    int gap = left.size() - right.size();
    if (axis == -1 || gap == 0) {
      boolean known = to.elements(x).isPresent() && to.elements(y).isPresent();
      return new Operands(
          known ? "" : to.tensor(x),
          known ? "" : to.tensor(y),
          broadcast(operation, left, right, to));
    }
    int larger = Math.max(left.size(), right.size());
    int smaller = Math.min(left.size(), right.size());
    long trailing = larger - smaller - axis;
    if (axis < 0 || trailing < 0) {
      throw new InvalidProgramException(
          "Operator "
              + operation.type()
              + " aligns "
              + smaller
              + " dimensions with "
              + larger
              + " at "
              + axis
              + ". The program is damaged; fetch it again.");
    }
    return new Operands(
        gap < 0 ? withOnes(to.tensor(x), smaller, trailing, to) : to.tensor(x),
        gap > 0 ? withOnes(to.tensor(y), smaller, trailing, to) : to.tensor(y),
        broadcast(
            operation,
            gap < 0 ? withOnes(left, trailing) : left,
            gap > 0 ? withOnes(right, trailing) : right,
            to));
  }

  private static String withOnes(String tensor, int rank, long count, Translation to) {
    return count == 0
        ? tensor
        : to.graph()
            .temp(
                "Unsqueeze",
                List.of(
                    tensor,
                    to.graph().longs(LongStream.range(rank, rank + count).boxed().toList())));
  }

  private static List<Size> withOnes(List<Size> dims, long count) {
    List<Size> all = new ArrayList<>(dims);
    for (long i = 0; i < count; i++) {
      all.add(Size.ONE);
    }
    return all;
  }

  /** The shape of both after broadcasting by the usual rule. */
  static List<Size> broadcast(
      Operation operation, List<Size> left, List<Size> right, Translation to)
      throws InvalidProgramException {
    int rank = Math.max(left.size(), right.size());
    List<Size> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int a = i - (rank - left.size());
      int b = i - (rank - right.size());
      dims.add(
          a < 0
              ? right.get(b)
              : b < 0 ? left.get(a) : same(operation, left.get(a), right.get(b), to));
    }
    return dims;
  }

  private static Size same(Operation operation, Size a, Size b, Translation to)
      throws InvalidProgramException {
    return b.is(1) ? a : a.is(1) ? b : equal(operation, a, b, to);
  }

  /** The size that two tensors have in common. */
  static Size equal(Operation operation, Size a, Size b, Translation to)
      throws InvalidProgramException {
    if (a.equals(b)) {
      return a;
    }
    if (to.sizes().isOpened()) {
      throw new NotProvenException(
          "operator " + operation.type() + " combines the sizes " + a + " and " + b);
    }
    if (a.isConstant() && b.isConstant()) {
      throw new InvalidProgramException(
          "Operator "
              + operation.type()
              + " combines tensors whose sizes do not fit: "
              + a
              + " and "
              + b
              + ". The program is damaged; fetch it again.");
    }
    return b.isConstant() ? b : a; // equal in every run that succeeds
  }
}
