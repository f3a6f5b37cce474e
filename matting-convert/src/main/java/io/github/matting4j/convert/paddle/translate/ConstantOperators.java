package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Operators that make tensors of constants. */
final class ConstantOperators {
  private ConstantOperators() {}

  static void fillConstant(Operation operation, Translation to) throws InvalidProgramException {
    if (operation.input("ValueTensor").isPresent()) {
      throw Checks.unsupported(operation, "a value that a run computes");
    }
    String output = operation.requiredOutput("Out");
    List<Size> dims = shape(operation, to);
    DataType type = to.declaredType(output);
    double value = value(operation);
    OptionalLong count = count(dims);
    if (type.isInteger() && count.isPresent() && value == Math.rint(value)) {
      to.define(
          operation,
          output,
          dims,
          Collections.nCopies((int) count.getAsLong(), Size.of((long) value)));
    } else {
      filled(operation, output, dims, type, value, to);
    }
  }

  /** A tensor of the same sizes as another, all of one value. */
  static void fillLike(Operation operation, Translation to) throws InvalidProgramException {
    String output = operation.requiredOutput("Out");
    filled(
        operation,
        output,
        to.dims(operation.requiredInput("X")),
        to.declaredType(output),
        operation.real("value", 0),
        to);
  }

  private static void filled(
      Operation operation,
      String output,
      List<Size> dims,
      DataType type,
      double value,
      Translation to)
      throws InvalidProgramException {
    String scalar = to.graph().scalar((float) value);
    String typed =
        type == DataType.FLOAT32
            ? scalar
            : to.graph()
                .temp("Cast", List.of(scalar), Node.attribute("to", (long) OnnxTypes.of(type)));
    if (dims.isEmpty()) {
      to.define(operation, output, dims, typed);
    } else {
      to.node(operation, output, dims, "Expand", List.of(typed, to.graph().sizes(dims)));
    }
  }

  private static List<Size> shape(Operation operation, Translation to)
      throws InvalidProgramException {
    List<String> names = operation.inputs("ShapeTensorList");
    if (names.isEmpty()) {
      names = operation.inputs("ShapeTensor");
    }
    Optional<List<Size>> shape =
        names.isEmpty() ? to.integers(operation, "shape") : to.elements(names);
    List<Size> dims =
        shape.orElseThrow(
            () ->
                Checks.unsupported(
                    operation, "a shape that a run computes from more than the input's size"));
    if (dims.size() > 9 || dims.stream().anyMatch(dim -> dim.constant().orElse(1) < 0)) {
      throw Checks.unsupported(operation, "the shape " + dims);
    }
    return dims;
  }

  private static double value(Operation operation) throws InvalidProgramException {
    String text = operation.text("str_value", "");
    if (text.isEmpty()) {
      return operation.real("value", 0);
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw Checks.unsupported(operation, "the value '" + text + "'");
    }
  }

  /** How many elements, if few enough that they may be sizes. */
  private static OptionalLong count(List<Size> dims) {
    long count = 1;
    for (Size dim : dims) {
      long size = dim.constant().orElse(-1);
      if (size < 0 || size > Translation.MAX_ELEMENTS) {
        return OptionalLong.empty();
      }
      count *= size;
      if (count > Translation.MAX_ELEMENTS) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(count);
  }

  static void assignValue(Operation operation, Translation to) throws InvalidProgramException {
    String output = operation.requiredOutput("Out");
    DataType type = to.declaredType(output);
    List<Double> values = new ArrayList<>();
    for (String name :
        List.of("values", "fp32_values", "int32_values", "int64_values", "bool_values")) {
      values.addAll(operation.reals(name));
    }
    List<Long> shape = operation.integers("shape");
    if (shape.isEmpty() && !operation.has("shape")) {
      shape = List.of((long) values.size());
    }
    long count = 1;
    for (long dim : shape) {
      if (dim < 0 || dim > Integer.MAX_VALUE || (count *= dim) > Integer.MAX_VALUE) {
        throw Checks.unsupported(operation, "the shape " + shape);
      }
    }
    if (count != values.size()) {
      throw Checks.unsupported(operation, values.size() + " values of the shape " + shape);
    }
    List<Size> dims = shape.stream().map(Size::of).toList();
    if (type.isInteger() && values.size() <= Translation.MAX_ELEMENTS) {
      to.define(
          operation,
          output,
          dims,
          values.stream().map(value -> Size.of(value.longValue())).toList());
      return;
    }
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    String tensor = to.graph().constant(output, name -> Constant.floats(name, floats, sizes));
    to.define(
        operation,
        output,
        dims,
        type == DataType.FLOAT32
            ? tensor
            : to.graph()
                .temp("Cast", List.of(tensor), Node.attribute("to", (long) OnnxTypes.of(type))));
  }

  static void assign(Operation operation, Translation to) throws InvalidProgramException {
    to.alias(operation, operation.requiredOutput("Out"), operation.requiredInput("X"));
  }
}
