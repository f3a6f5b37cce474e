package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Operators that make one element of many, and products of matrices. */
final class ReductionOperators {
  private ReductionOperators() {}

  /** The translator to an ONNX operator of the same meaning. */
  static Translator to(String operator) {
    return (operation, to) -> reduce(operation, to, operator);
  }

  private static void reduce(Operation operation, Translation to, String operator)
      throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    List<Long> stated = to.constants(operation, "dim");
    boolean all = operation.flag("reduce_all", false) || stated.isEmpty();
    List<Long> axes =
        all
            ? LongStream.range(0, from.size()).boxed().toList()
            : Checks.boxed(Checks.axes(operation, stated, from.size()));
    boolean keep = operation.flag("keep_dim", false);
    String output = operation.requiredOutput("Out");
    List<Size> dims = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      if (!axes.contains((long) i)) {
        dims.add(from.get(i));
      } else if (keep) {
        dims.add(Size.ONE);
      }
    }
    boolean scalarAsVector = dims.isEmpty() && to.declaredRank(output) == 1;
    if (scalarAsVector) {
      dims.add(Size.ONE);
    }
    WireField kept = Node.attribute("keepdims", keep ? 1L : 0L);
    String reduced =
        operator.equals("ReduceSum")
            ? to.graph().temp(operator, List.of(to.tensor(x), to.graph().longs(axes)), kept)
            : to.graph().temp(operator, List.of(to.tensor(x)), Node.attribute("axes", axes), kept);
    to.define(
        operation,
        output,
        dims,
        scalarAsVector
            ? to.graph().temp("Reshape", List.of(reduced, to.graph().longs(1L)))
            : reduced);
  }

  static void argMax(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    if (operation.flag("flatten", false)) {
      throw Checks.unsupported(operation, "the maximum of all elements");
    }
    List<Long> stated = to.constants(operation, "axis");
    if (stated.size() != 1) {
      throw Checks.unsupported(operation, "the axes " + stated);
    }
    List<Size> dims = new ArrayList<>(to.dims(x));
    int axis = Checks.axis(operation, stated.get(0), dims.size());
    boolean keep = operation.flag("keepdims", false);
    if (keep) {
      dims.set(axis, Size.ONE);
    } else {
      dims.remove(axis);
    }
    String output = operation.requiredOutput("Out");
    String found =
        to.graph()
            .temp(
                "ArgMax",
                List.of(to.tensor(x)),
                Node.attribute("axis", (long) axis),
                Node.attribute("keepdims", keep ? 1L : 0L));
    DataType type = to.declaredType(output);
    to.define(
        operation,
        output,
        dims,
        type == DataType.INT64
            ? found
            : to.graph()
                .temp("Cast", List.of(found), Node.attribute("to", (long) OnnxTypes.of(type))));
  }

  static void matmul(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    String y = operation.requiredInput("Y");
    boolean turnX = operation.flag("trans_x", false) || operation.flag("transpose_X", false);
    boolean turnY = operation.flag("trans_y", false) || operation.flag("transpose_Y", false);
    List<Size> left = turned(operation, to.dims(x), turnX);
    List<Size> right = turned(operation, to.dims(y), turnY);
    int rankX = left.size();
    int rankY = right.size();
    if (rankX == 0 || rankY == 0) {
      throw Checks.unsupported(operation, "a product with a scalar");
    }
    List<Size> dims =
        new ArrayList<>(
            Operands.broadcast(
                operation,
                left.subList(0, Math.max(0, rankX - 2)),
                right.subList(0, Math.max(0, rankY - 2)),
                to));
    if (rankX > 1) {
      dims.add(left.get(rankX - 2));
    }
    if (rankY > 1) {
      dims.add(right.get(rankY - 1));
    }
    String output = operation.requiredOutput("Out");
    String product =
        to.graph()
            .temp(
                "MatMul",
                List.of(
                    turned(to.tensor(x), rankX, turnX, to),
                    turned(to.tensor(y), rankY, turnY, to)));
    if (dims.isEmpty() && to.declaredRank(output) == 1) {
      dims.add(Size.ONE);
      product = to.graph().temp("Reshape", List.of(product, to.graph().longs(1L)));
    }
    double alpha = operation.real("alpha", 1);
    to.define(
        operation,
        output,
        dims,
        alpha == 1
            ? product
            : to.graph().temp("Mul", List.of(product, to.graph().scalar((float) alpha))));
  }

  private static List<Size> turned(Operation operation, List<Size> dims, boolean turn)
      throws InvalidProgramException {
    if (!turn) {
      return dims;
    }
    if (dims.size() < 2) {
      throw Checks.unsupported(operation, "the transpose of a vector");
    }
    List<Size> turned = new ArrayList<>(dims);
    turned.set(dims.size() - 1, dims.get(dims.size() - 2));
    turned.set(dims.size() - 2, dims.get(dims.size() - 1));
    return turned;
  }

  private static String turned(String tensor, int rank, boolean turn, Translation to) {
    if (!turn) {
      return tensor;
    }
    List<Long> order = new ArrayList<>(LongStream.range(0, rank).boxed().toList());
    order.set(rank - 1, rank - 2L);
    order.set(rank - 2, rank - 1L);
    return to.graph().temp("Transpose", List.of(tensor), Node.attribute("perm", order));
  }
}
