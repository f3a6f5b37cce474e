package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Operators of two operands, element by element, with broadcasting. */
final class ElementwiseOperators {
  private ElementwiseOperators() {}

  /** The translator to an ONNX operator of the same meaning. */
  static Translator to(String operator) {
    return (operation, to) -> {
      String x = operation.requiredInput("X");
      String y = operation.requiredInput("Y");
      String output = operation.requiredOutput("Out");
      Operands operands = Operands.of(operation, x, y, to);
      Optional<List<Size>> elements = elements(operator, x, y, to);
      if (elements.isPresent()) {
        to.define(operation, output, operands.dims(), elements.get());
        return;
      }
      List<String> both = List.of(operands.x(), operands.y());
      boolean real = !to.value(x).type().isInteger();
      switch (operator) {
        case "FloorDiv" -> {
          String quotient = to.graph().temp("Div", both);
          String floor = real ? to.graph().temp("Floor", List.of(quotient)) : quotient;
          to.define(operation, output, operands.dims(), floor);
        }
        case "Mod" -> {
          if (real) { // the sign of the divisor, as Python
            String floor = to.graph().temp("Floor", List.of(to.graph().temp("Div", both)));
            String whole = to.graph().temp("Mul", List.of(floor, operands.y()));
            to.node(operation, output, operands.dims(), "Sub", List.of(operands.x(), whole));
          } else {
            to.node(operation, output, operands.dims(), "Mod", both);
          }
        }
        case "NotEqual" ->
            to.node(
                operation, output, operands.dims(), "Not", List.of(to.graph().temp("Equal", both)));
        default -> to.node(operation, output, operands.dims(), operator, both);
      }
    };
  }

  /** Arithmetic with sizes, where the result is known for all inputs. */
  private static Optional<List<Size>> elements(String operator, String x, String y, Translation to)
      throws InvalidProgramException {
    Optional<List<Size>> left = to.elements(x);
    Optional<List<Size>> right = to.elements(y);
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    int count = Math.max(left.get().size(), right.get().size());
    List<Size> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (Math.min(left.get().size(), right.get().size()) != 1
          && left.get().size() != right.get().size()) {
        return Optional.empty();
      }
      Size a = left.get().get(left.get().size() == 1 ? 0 : i);
      Size b = right.get().get(right.get().size() == 1 ? 0 : i);
      Optional<Size> result = result(operator, a, b);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      results.add(result.get());
    }
    return Optional.of(results);
  }

  private static Optional<Size> result(String operator, Size a, Size b) {
    OptionalLong x = a.constant();
    OptionalLong y = b.constant();
    return switch (operator) {
      case "Add" -> Optional.of(a.plus(b));
      case "Sub" -> Optional.of(a.minus(b));
      case "Mul" -> Optional.of(a.times(b));
      case "FloorDiv" ->
          y.isPresent() && y.getAsLong() > 0
              ? Optional.of(a.floorDiv(y.getAsLong()))
              : Optional.empty();
      case "Mod" ->
          y.isPresent() && y.getAsLong() > 0
              ? Optional.of(a.minus(a.floorDiv(y.getAsLong()).times(y.getAsLong())))
              : Optional.empty();
      case "Max" ->
          x.isPresent() && y.isPresent()
              ? Optional.of(Size.of(Math.max(x.getAsLong(), y.getAsLong())))
              : Optional.empty();
      case "Min" ->
          x.isPresent() && y.isPresent()
              ? Optional.of(Size.of(Math.min(x.getAsLong(), y.getAsLong())))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The sum of any number of tensors. */
  static void sum(Operation operation, Translation to) throws InvalidProgramException {
    List<String> names = new ArrayList<>();
    for (String name : operation.inputs("X")) {
      names.add(to.tensor(name));
    }
    if (names.isEmpty()) {
      throw Checks.unsupported(operation, "no terms");
    }
    to.node(
        operation,
        operation.requiredOutput("Out"),
        to.dims(operation.inputs("X").get(0)),
        "Sum",
        names);
  }

  static void where(Operation operation, Translation to) throws InvalidProgramException {
    String condition = operation.requiredInput("Condition");
    String x = operation.requiredInput("X");
    String y = operation.requiredInput("Y");
    List<Size> dims =
        Operands.broadcast(
            operation,
            to.dims(condition),
            Operands.broadcast(operation, to.dims(x), to.dims(y), to),
            to);
    to.node(
        operation,
        operation.requiredOutput("Out"),
        dims,
        "Where",
        List.of(to.tensor(condition), to.tensor(x), to.tensor(y)));
  }

  static void scale(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    String output = operation.requiredOutput("Out");
    double factor = operation.real("scale", 1);
    double bias = operation.real("bias", 0);
    boolean after = operation.flag("bias_after_scale", true);
    Optional<String> tensor = operation.input("ScaleTensor");
    if (tensor.isEmpty() && !operation.variables("scale").isEmpty()) {
      tensor = Optional.of(operation.variables("scale").get(0));
    }
    if (tensor.isEmpty() && factor == 1 && bias == 0) {
      to.alias(operation, output, x);
      return;
    }
    DataType type = to.value(x).type();
    if (type.isInteger()) {
      Optional<List<Size>> elements = to.elements(x);
      long wholeFactor = Math.round(factor);
      long wholeBias = Math.round(bias);
      if (elements.isEmpty() || tensor.isPresent() || wholeFactor != factor || wholeBias != bias) {
        throw Checks.unsupported(operation, "whole numbers that do not follow from sizes");
      }
      List<Size> results = new ArrayList<>();
      for (Size size : elements.get()) {
        results.add(
            after
                ? size.times(wholeFactor).plus(wholeBias)
                : size.plus(wholeBias).times(wholeFactor));
      }
      to.define(operation, output, to.dims(x), results);
      return;
    }
    String result = to.tensor(x);
    if (!after && bias != 0) {
      result = to.graph().temp("Add", List.of(result, to.graph().scalar((float) bias)));
    }
    if (tensor.isPresent()) {
      result = to.graph().temp("Mul", List.of(result, to.tensor(tensor.get())));
    } else if (factor != 1) {
      result = to.graph().temp("Mul", List.of(result, to.graph().scalar((float) factor)));
    }
    if (after && bias != 0) {
      result = to.graph().temp("Add", List.of(result, to.graph().scalar((float) bias)));
    }
    to.define(operation, output, to.dims(x), result);
  }

  static void logicalNot(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    to.node(operation, operation.requiredOutput("Out"), to.dims(x), "Not", List.of(to.tensor(x)));
  }

  static void cast(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    String output = operation.requiredOutput("Out");
    long code = operation.integer("out_dtype", -1);
    DataType type =
        DataType.of(code)
            .orElseThrow(() -> Checks.unsupported(operation, "the type number " + code));
    Optional<List<Size>> elements = to.elements(x);
    if (elements.isPresent() && type.isInteger()) {
      to.define(operation, output, to.dims(x), elements.get());
    } else if (type == to.value(x).type()) {
      to.alias(operation, output, x);
    } else {
      to.node(
          operation,
          output,
          to.dims(x),
          "Cast",
          List.of(to.tensor(x)),
          Node.attribute("to", (long) OnnxTypes.of(type)));
    }
  }
}
