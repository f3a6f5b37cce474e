package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Constants, conversions of types, and operators that only scale. */
final class TypeCasts {
  static final Map<String, Operator.Single> OPERATORS = new HashMap<>();

  static {
    OPERATORS.put("assign", call -> call.tensor("X"));
    OPERATORS.put("cast", TypeCasts::cast);
    OPERATORS.put("scale", TypeCasts::scale);
    OPERATORS.put("dropout", TypeCasts::dropout);
    OPERATORS.put("fill_constant", TypeCasts::fill);
    OPERATORS.put("assign_value", TypeCasts::values);
  }

  private TypeCasts() {}

  private static PlainTensor cast(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    return new PlainTensor(type(call, "out_dtype"), x.dims(), x.values().clone());
  }

  /** Whole numbers are scaled by whole numbers: the fractions are dropped first. */
  private static PlainTensor scale(Call call) throws InvalidProgramException {
    PlainTensor x = call.tensor("X");
    var tensor = call.optional("ScaleTensor");
    double scale =
        tensor.isPresent() ? tensor.get().values()[0] : call.operation().real("scale", 1);
    double bias = call.operation().real("bias", 0);
    double factor = x.type().isInteger() ? (long) scale : scale;
    double offset = x.type().isInteger() ? (long) bias : bias;
    boolean after = call.operation().flag("bias_after_scale", true);
    return Activations.map(call, v -> after ? v * factor + offset : (v + offset) * factor);
  }

  private static PlainTensor dropout(Call call) throws InvalidProgramException {
    double rate = call.operation().real("dropout_prob", 0.5);
    boolean scaled =
        !call.operation()
            .text("dropout_implementation", "downgrade_in_infer")
            .equals("upscale_in_train");
    return Activations.map(call, v -> scaled ? v * (1 - rate) : v);
  }

  private static PlainTensor fill(Call call) throws InvalidProgramException {
    String text = call.operation().text("str_value", "");
    double value = text.isEmpty() ? call.operation().real("value", 0) : Double.parseDouble(text);
    var tensor = call.optional("ValueTensor");
    List<Integer> dims = call.integers("ShapeTensorList", "ShapeTensor", "shape");
    double[] values = new double[PlainTensor.count(dims)];
    Arrays.fill(values, tensor.isPresent() ? tensor.get().values()[0] : value);
    return new PlainTensor(type(call, "dtype"), dims, values);
  }

  private static PlainTensor values(Call call) throws InvalidProgramException {
    double[] values = {};
    for (String name :
        List.of(
            "values",
            "fp32_values",
            "fp64_values",
            "int32_values",
            "int64_values",
            "bool_values")) {
      if (!call.operation().reals(name).isEmpty()) {
        values = call.operation().reals(name).stream().mapToDouble(Double::doubleValue).toArray();
      }
    }
    List<Integer> dims =
        call.operation().has("shape") ? call.integers("shape") : List.of(values.length);
    return new PlainTensor(type(call, "dtype"), dims, values);
  }

  private static DataType type(Call call, String attribute) throws InvalidProgramException {
    int code = call.integer(attribute, DataType.FLOAT32.code());
    return DataType.of(code).orElseThrow(() -> call.refusal("the element type " + code));
  }
}
