package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Operators on pairs of elements, with Paddle's alignment of unlike ranks. */
final class PlainElementwise {
  static final Map<String, Operator.Single> OPERATORS = new HashMap<>();

  static {
    arithmetic("add", Double::sum);
    arithmetic("sub", (x, y) -> x - y);
    arithmetic("mul", (x, y) -> x * y);
    arithmetic("div", (x, y) -> x / y);
    arithmetic("min", Math::min);
    arithmetic("max", Math::max);
    arithmetic("pow", Math::pow);
    arithmetic("floordiv", (x, y) -> Math.floor(x / y));
    arithmetic("mod", (x, y) -> x - Math.floor(x / y) * y);
    comparison("equal", (x, y) -> x == y);
    comparison("not_equal", (x, y) -> x != y);
    comparison("greater_than", (x, y) -> x > y);
    comparison("greater_equal", (x, y) -> x >= y);
    comparison("less_than", (x, y) -> x < y);
    comparison("less_equal", (x, y) -> x <= y);
    comparison("logical_and", (x, y) -> x != 0 && y != 0);
    comparison("logical_or", (x, y) -> x != 0 || y != 0);
    OPERATORS.put("where", PlainElementwise::where);
  }

  private PlainElementwise() {}

  private interface Comparison {
    boolean test(double x, double y);
  }

  private static void arithmetic(String name, DoubleBinaryOperator operator) {
    OPERATORS.put(
        "elementwise_" + name,
        call -> {
          PlainTensor x = call.tensor("X");
          return combine(call, x, call.tensor("Y"), x.type(), operator);
        });
  }

  private static void comparison(String name, Comparison comparison) {
    OPERATORS.put(
        name,
        call ->
            combine(
                call,
                call.tensor("X"),
                call.tensor("Y"),
                DataType.BOOL,
                (x, y) -> comparison.test(x, y) ? 1 : 0));
  }

  private static PlainTensor where(Call call) throws InvalidProgramException {
    PlainTensor condition = call.tensor("Condition");
    PlainTensor x = call.tensor("X");
    PlainTensor y = call.tensor("Y");
    if (!condition.dims().equals(x.dims()) || !condition.dims().equals(y.dims())) {
      throw call.refusal("unlike sizes");
    }
    double[] values = new double[x.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = condition.values()[i] != 0 ? x.values()[i] : y.values()[i];
    }
    return new PlainTensor(x.type(), x.dims(), values);
  }

  private static PlainTensor combine(
      Call call, PlainTensor x, PlainTensor y, DataType type, DoubleBinaryOperator operator)
      throws InvalidProgramException {
    int rank = Math.max(x.rank(), y.rank());
    int axis = call.integer("axis", -1);
    int lead = axis < 0 ? rank - Math.min(x.rank(), y.rank()) : axis;
    List<Integer> left = aligned(x, rank, lead);
    List<Integer> right = aligned(y, rank, lead);
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (!left.get(i).equals(right.get(i)) && left.get(i) != 1 && right.get(i) != 1) {
        throw new InvalidProgramException("The sizes " + left + " and " + right + " do not fit");
      }
      dims.add(left.get(i) == 1 ? right.get(i) : left.get(i));
    }
    double[] values = new double[PlainTensor.count(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          operator.applyAsDouble(
              x.values()[position(i, dims, left)], y.values()[position(i, dims, right)]);
    }
    return new PlainTensor(type, dims, values);
  }

  /** The sizes of the operand of lower rank, with ones before and behind. */
  private static List<Integer> aligned(PlainTensor tensor, int rank, int lead) {
    if (tensor.rank() == rank) {
      return tensor.dims();
    }
    List<Integer> dims = new ArrayList<>(Collections.nCopies(lead, 1));
    dims.addAll(tensor.dims());
    // Older programs state trailing ones of Y too, which reach beyond the rank of X.
    while (dims.size() > rank && dims.get(dims.size() - 1) == 1) {
      dims.remove(dims.size() - 1);
    }
    while (dims.size() < rank) {
      dims.add(1);
    }
    return dims;
  }

  /** Which element of an operand belongs to an element of the result. */
  static int position(int element, List<Integer> dims, List<Integer> operand) {
    int position = 0;
    int stride = 1;
    int rest = element;
    for (int axis = dims.size() - 1; axis >= 0; axis--) {
      int index = rest % dims.get(axis);
      rest /= dims.get(axis);
      if (operand.get(axis) != 1) {
        position += index * stride;
      }
      stride *= operand.get(axis);
    }
    return position;
  }
}
