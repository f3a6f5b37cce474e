package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators of one operand, element by element. */
final class ActivationOperators {
  private static final float SQRT_HALF = 0.70710677f;
  private static final float SQRT_TWO_OVER_PI = 0.7978846f;

  private ActivationOperators() {}

  /** The translator to an ONNX operator of the same meaning. */
  static Translator to(String operator) {
    return (operation, to) -> unary(operation, to, operator);
  }

  private static void unary(
      Operation operation, Translation to, String operator, WireField... attributes)
      throws InvalidProgramException {
    String x = operation.requiredInput("X");
    to.node(
        operation,
        operation.requiredOutput("Out"),
        to.dims(x),
        operator,
        List.of(to.tensor(x)),
        attributes);
  }

  private static void define(Operation operation, Translation to, String tensor)
      throws InvalidProgramException {
    to.define(
        operation, operation.requiredOutput("Out"), to.dims(operation.requiredInput("X")), tensor);
  }

  private static String x(Operation operation, Translation to) throws InvalidProgramException {
    return to.tensor(operation.requiredInput("X"));
  }

  private static String scalar(Operation operation, String name, double otherwise, Translation to)
      throws InvalidProgramException {
    return to.graph().scalar((float) operation.real(name, otherwise));
  }

  static void relu6(Operation operation, Translation to) throws InvalidProgramException {
    String x = x(operation, to);
    String top = scalar(operation, "threshold", 6, to);
    to.node(
        operation,
        operation.requiredOutput("Out"),
        to.dims(operation.requiredInput("X")),
        "Clip",
        List.of(x, to.graph().scalar(0), top));
  }

  static void square(Operation operation, Translation to) throws InvalidProgramException {
    String x = x(operation, to);
    define(operation, to, to.graph().temp("Mul", List.of(x, x)));
  }

  static void rsqrt(Operation operation, Translation to) throws InvalidProgramException {
    String root = to.graph().temp("Sqrt", List.of(x(operation, to)));
    define(operation, to, to.graph().temp("Reciprocal", List.of(root)));
  }

  static void hardSigmoid(Operation operation, Translation to) throws InvalidProgramException {
    unary(
        operation,
        to,
        "HardSigmoid",
        Node.attribute("alpha", (float) operation.real("slope", 0.2)),
        Node.attribute("beta", (float) operation.real("offset", 0.5)));
  }

  static void hardSwish(Operation operation, Translation to) throws InvalidProgramException {
    String x = x(operation, to);
    String shifted = to.graph().temp("Add", List.of(x, scalar(operation, "offset", 3, to)));
    String gate =
        to.graph()
            .temp(
                "Clip",
                List.of(shifted, to.graph().scalar(0), scalar(operation, "threshold", 6, to)));
    String product = to.graph().temp("Mul", List.of(x, gate));
    define(
        operation, to, to.graph().temp("Div", List.of(product, scalar(operation, "scale", 6, to))));
  }

  static void swish(Operation operation, Translation to) throws InvalidProgramException {
    String x = x(operation, to);
    double beta = operation.real("beta", 1);
    String scaled =
        beta == 1 ? x : to.graph().temp("Mul", List.of(x, to.graph().scalar((float) beta)));
    define(
        operation,
        to,
        to.graph().temp("Mul", List.of(x, to.graph().temp("Sigmoid", List.of(scaled)))));
  }

  static void leakyRelu(Operation operation, Translation to) throws InvalidProgramException {
    unary(
        operation, to, "LeakyRelu", Node.attribute("alpha", (float) operation.real("alpha", 0.02)));
  }

  static void gelu(Operation operation, Translation to) throws InvalidProgramException {
    String x = x(operation, to);
    String gate;
    if (operation.flag("approximate", false)) {
      String cube = to.graph().temp("Mul", List.of(to.graph().temp("Mul", List.of(x, x)), x));
      String inner =
          to.graph()
              .temp(
                  "Add",
                  List.of(x, to.graph().temp("Mul", List.of(cube, to.graph().scalar(0.044715f)))));
      gate =
          to.graph()
              .temp(
                  "Tanh",
                  List.of(
                      to.graph().temp("Mul", List.of(inner, to.graph().scalar(SQRT_TWO_OVER_PI)))));
    } else {
      gate =
          to.graph()
              .temp(
                  "Erf", List.of(to.graph().temp("Mul", List.of(x, to.graph().scalar(SQRT_HALF)))));
    }
    String half = to.graph().temp("Mul", List.of(x, to.graph().scalar(0.5f)));
    String open = to.graph().temp("Add", List.of(gate, to.graph().scalar(1)));
    define(operation, to, to.graph().temp("Mul", List.of(half, open)));
  }

  static void pow(Operation operation, Translation to) throws InvalidProgramException {
    if (operation.input("FactorTensor").isPresent()) {
      throw Checks.unsupported(operation, "an exponent that a run computes");
    }
    String exponent = scalar(operation, "factor", 1, to);
    define(operation, to, to.graph().temp("Pow", List.of(x(operation, to), exponent)));
  }

  static void clip(Operation operation, Translation to) throws InvalidProgramException {
    List<String> inputs = new ArrayList<>(List.of(x(operation, to)));
    inputs.add(limit(operation, "Min", "min", to));
    inputs.add(limit(operation, "Max", "max", to));
    to.node(
        operation,
        operation.requiredOutput("Out"),
        to.dims(operation.requiredInput("X")),
        "Clip",
        inputs);
  }

  private static String limit(Operation operation, String slot, String attribute, Translation to)
      throws InvalidProgramException {
    Optional<String> tensor =
        operation.input(slot).or(() -> operation.variables(attribute).stream().findFirst());
    if (tensor.isPresent()) {
      return to.graph()
          .temp("Reshape", List.of(to.tensor(tensor.get()), to.graph().longs(List.of())));
    }
    return operation.has(attribute) ? scalar(operation, attribute, 0, to) : "";
  }

  static void softmax(Operation operation, Translation to) throws InvalidProgramException {
    int rank = to.value(operation.requiredInput("X")).rank();
    unary(
        operation,
        to,
        "Softmax",
        Node.attribute("axis", (long) Checks.axis(operation, operation.integer("axis", -1), rank)));
  }

  static void dropout(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    String output = operation.requiredOutput("Out");
    if (!operation.flag("is_test", true)) {
      throw Checks.unsupported(operation, "training mode");
    }
    boolean scaled =
        operation.text("dropout_implementation", "downgrade_in_infer").equals("downgrade_in_infer");
    double kept = 1 - operation.real("dropout_prob", 0.5);
    if (!scaled || kept == 1) {
      to.alias(operation, output, x);
    } else {
      define(
          operation,
          to,
          to.graph().temp("Mul", List.of(x(operation, to), to.graph().scalar((float) kept))));
    }
  }

  static void pixelShuffle(Operation operation, Translation to) throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_format");
    String x = operation.requiredInput("X");
    to.requireRank(operation, x, 4);
    long factor = operation.integer("upscale_factor", 1);
    if (factor < 1 || factor > 1024) {
      throw Checks.unsupported(operation, "the factor " + factor);
    }
    List<Size> from = to.dims(x);
    to.node(
        operation,
        operation.requiredOutput("Out"),
        List.of(
            from.get(0),
            from.get(1).floorDiv(factor * factor),
            from.get(2).times(factor),
            from.get(3).times(factor)),
        "DepthToSpace",
        List.of(to.tensor(x)),
        Node.attribute("blocksize", factor),
        Node.attribute("mode", "CRD"));
  }
}
