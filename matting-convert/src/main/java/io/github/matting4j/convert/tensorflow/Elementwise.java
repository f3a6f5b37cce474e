package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.ElementType;
import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.convert.tensorflow.program.TensorData;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operations on each element, and on pairs of elements of tensors that broadcast. */
final class Elementwise {
  private static final Map<String, String> SIMPLE =
      Map.ofEntries(
          Map.entry("Relu", "Relu"),
          Map.entry("Sigmoid", "Sigmoid"),
          Map.entry("Tanh", "Tanh"),
          Map.entry("Exp", "Exp"),
          Map.entry("Log", "Log"),
          Map.entry("Sqrt", "Sqrt"),
          Map.entry("Neg", "Neg"),
          Map.entry("Abs", "Abs"),
          Map.entry("Floor", "Floor"),
          Map.entry("Ceil", "Ceil"),
          Map.entry("Round", "Round"),
          Map.entry("Rint", "Round"),
          Map.entry("Erf", "Erf"),
          Map.entry("Sign", "Sign"),
          Map.entry("Reciprocal", "Reciprocal"),
          Map.entry("Inv", "Reciprocal"),
          Map.entry("Softplus", "Softplus"),
          Map.entry("Softsign", "Softsign"),
          Map.entry("Elu", "Elu"),
          Map.entry("Selu", "Selu"),
          Map.entry("Sin", "Sin"),
          Map.entry("Cos", "Cos"),
          Map.entry("LogicalNot", "Not"));

  private static final Map<String, String> PAIRS =
      Map.ofEntries(
          Map.entry("Add", "Add"),
          Map.entry("AddV2", "Add"),
          Map.entry("Sub", "Sub"),
          Map.entry("Mul", "Mul"),
          Map.entry("RealDiv", "Div"),
          Map.entry("Div", "Div"),
          Map.entry("TruncateDiv", "Div"),
          Map.entry("Maximum", "Max"),
          Map.entry("Minimum", "Min"),
          Map.entry("Pow", "Pow"));

  private static final Map<String, String> COMPARISONS =
      Map.of(
          "Greater", "Greater",
          "GreaterEqual", "GreaterOrEqual",
          "Less", "Less",
          "LessEqual", "LessOrEqual",
          "Equal", "Equal",
          "LogicalAnd", "And",
          "LogicalOr", "Or");

  private static final Set<String> IDENTITIES =
      Set.of("Identity", "StopGradient", "PreventGradient", "CheckNumerics", "Snapshot");

  private Elementwise() {}

  static void register(Map<String, OperatorRule> rules) {
    SIMPLE.forEach((from, to) -> rules.put(from, step -> List.of(step.each(to, step.input(0)))));
    PAIRS.forEach((from, to) -> rules.put(from, step -> List.of(pair(step, to))));
    COMPARISONS.forEach((from, to) -> rules.put(from, step -> List.of(comparison(step, to))));
    IDENTITIES.forEach(name -> rules.put(name, step -> List.of(step.input(0))));
    rules.put("NotEqual", Elementwise::notEqual);
    rules.put("PlaceholderWithDefault", Elementwise::assumed);
    rules.put("Switch", Elementwise::switched);
    rules.put("Relu6", step -> List.of(clip(step, step.input(0), 0, 6)));
    rules.put("LeakyRelu", Elementwise::leakyRelu);
    rules.put("Rsqrt", Elementwise::rsqrt);
    rules.put("Square", step -> List.of(combine(step, "Mul", step.input(0), step.input(0))));
    rules.put("SquaredDifference", Elementwise::squaredDifference);
    rules.put("BiasAdd", Elementwise::biasAdd);
    rules.put("AddN", Elementwise::addN);
    rules.put("FloorDiv", Elementwise::floorDiv);
    rules.put("FloorMod", Elementwise::floorMod);
    rules.put("ClipByValue", Elementwise::clipByValue);
    rules.put("Cast", Elementwise::cast);
    rules.put("Select", Elementwise::select);
    rules.put("SelectV2", Elementwise::select);
  }

  private static Tensor pair(Step step, String operator) throws MalformedGraphException {
    return combine(step, operator, step.input(0), step.input(1));
  }

  private static Tensor comparison(Step step, String operator) throws MalformedGraphException {
    return combine(step, operator, ElementType.BOOL, List.of(step.input(0), step.input(1)));
  }

  private static List<Tensor> notEqual(Step step) throws MalformedGraphException {
    return List.of(step.each("Not", comparison(step, "Equal")));
  }

  static Tensor combine(Step step, String operator, Tensor a, Tensor b) {
    return combine(step, operator, a.type(), List.of(a, b));
  }

  /**
   * An operation on tensors that broadcast. With channels first if one of them is only there that
   * way and all others can follow it; else in TensorFlow's order.
   */
  static Tensor combine(Step step, String operator, ElementType type, List<Tensor> operands) {
    Emitter out = step.out();
    Shape shape = operands.get(0).shape();
    for (Tensor operand : operands) {
      shape = shape.broadcast(operand.shape());
    }
    boolean first =
        shape.hasRank(4)
            && operands.stream().anyMatch(Tensor::isChannelsFirst)
            && operands.stream().allMatch(Elementwise::canFollow);
    List<String> values = new ArrayList<>();
    for (Tensor operand : operands) {
      values.add(first ? following(out, operand) : out.plain(operand));
    }
    String value = out.node(operator, step.name(), values);
    return first
        ? Tensor.channelsFirst(step.name(), type, shape, value)
        : Tensor.plain(step.name(), type, shape, value)
            .with(IntegerArithmetic.of(operator, operands));
  }

  private static boolean canFollow(Tensor operand) {
    TensorData data = operand.constant();
    if (data != null) {
      long[] dims = data.dims();
      return dims.length < 4 || dims[0] == 1 || dims[3] == 1 || dims[1] * dims[2] == 1;
    }
    return operand.shape().hasRank(4) || operand.shape().hasRank(0);
  }

  private static String following(Emitter out, Tensor operand) {
    TensorData data = operand.constant();
    if (data == null) {
      return operand.shape().hasRank(0) ? out.plain(operand) : out.channelsFirst(operand);
    }
    if (operand.channelsFirst == null) {
      if (data.count() == 1 && data.dims().length < 4) {
        operand.channelsFirst = out.constant(operand.name(), data.reshaped());
      } else {
        long[] dims = {1, 1, 1, 1};
        long[] own = data.dims();
        System.arraycopy(own, 0, dims, 4 - own.length, own.length);
        operand.channelsFirst =
            out.constant(operand.name(), Emitter.channelsFirst(data.reshaped(dims)));
      }
    }
    return out.channelsFirst(operand);
  }

  private static List<Tensor> assumed(Step step) throws MalformedGraphException {
    Tensor value = step.input(0);
    step.out().note("the input '" + step.name() + "' is taken at its default");
    return List.of(value);
  }

  /** Its predicate was constant if it is still here with one input. */
  private static List<Tensor> switched(Step step) throws Refusal, MalformedGraphException {
    if (step.inputs().size() != 1) {
      throw new Refusal("the predicate is not constant");
    }
    return List.of(step.input(0), step.input(0));
  }

  static Tensor clip(Step step, Tensor input, double low, double high) {
    Emitter out = step.out();
    boolean first = input.isChannelsFirst();
    String value =
        out.node(
            "Clip",
            step.name(),
            List.of(
                first ? out.channelsFirst(input) : out.plain(input),
                out.scalar(input.type(), low),
                out.scalar(input.type(), high)));
    return first
        ? Tensor.channelsFirst(step.name(), input.type(), input.shape(), value)
        : Tensor.plain(step.name(), input.type(), input.shape(), value);
  }

  private static List<Tensor> leakyRelu(Step step) throws MalformedGraphException {
    float alpha = step.node().real("alpha", 0.2f);
    return List.of(step.each("LeakyRelu", step.input(0), Node.attribute("alpha", alpha)));
  }

  private static List<Tensor> rsqrt(Step step) throws MalformedGraphException {
    return List.of(step.each("Reciprocal", step.each("Sqrt", step.input(0))));
  }

  private static List<Tensor> squaredDifference(Step step) throws MalformedGraphException {
    Tensor difference = pair(step, "Sub");
    return List.of(combine(step, "Mul", difference, difference));
  }

  private static List<Tensor> biasAdd(Step step) throws Refusal, MalformedGraphException {
    if (!step.node().text("data_format", "NHWC").startsWith("NC")) {
      return List.of(pair(step, "Add"));
    }
    Tensor x = step.input(0);
    long[] sizes = new long[step.rank(x) - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = -1;
    Emitter out = step.out();
    TensorData constant = step.input(1).constant();
    String bias;
    if (constant != null) {
      sizes[0] = constant.count();
      bias = out.constant(step.input(1).name() + "/channels", constant.reshaped(sizes));
    } else {
      bias =
          out.node(
              "Reshape",
              step.name() + "/bias",
              List.of(out.plain(step.input(1)), out.longs(sizes)));
    }
    return List.of(step.plain("Add", x.type(), x.shape(), List.of(out.plain(x), bias)));
  }

  private static List<Tensor> addN(Step step) throws MalformedGraphException {
    Tensor sum = step.input(0);
    for (int i = 1; i < step.inputs().size(); i++) {
      sum = combine(step, "Add", sum, step.input(i));
    }
    return List.of(sum);
  }

  /** ONNX divides integers towards zero; its Mod has the divisor's sign, as TensorFlow's. */
  private static List<Tensor> floorDiv(Step step) throws MalformedGraphException {
    Tensor a = step.input(0);
    Tensor b = step.input(1);
    if (a.type().isFloating()) {
      return List.of(step.each("Floor", pair(step, "Div")));
    }
    Tensor rest = combine(step, "Mod", a, b);
    return List.of(combine(step, "Div", combine(step, "Sub", a, rest), b));
  }

  private static List<Tensor> floorMod(Step step) throws MalformedGraphException {
    Tensor a = step.input(0);
    Tensor b = step.input(1);
    if (!a.type().isFloating()) {
      return List.of(combine(step, "Mod", a, b));
    }
    Tensor times = step.each("Floor", combine(step, "Div", a, b));
    return List.of(combine(step, "Sub", a, combine(step, "Mul", times, b)));
  }

  private static List<Tensor> clipByValue(Step step) throws MalformedGraphException {
    Tensor low = combine(step, "Max", step.input(0), step.input(1));
    return List.of(combine(step, "Min", low, step.input(2)));
  }

  private static List<Tensor> cast(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    ElementType to = step.node().type("DstT", ElementType.OTHER);
    if (to == ElementType.OTHER) {
      throw new Refusal("to a type that is not supported");
    }
    if (to == x.type()) {
      return List.of(x);
    }
    if (to == ElementType.UINT8 && x.type().isFloating()) {
      step.out()
          .note(
              "'"
                  + step.name()
                  + "' limits values to 0..255 before it makes bytes of them; what TensorFlow makes"
                  + " of others is not defined");
      x = clip(step, x, 0, 255);
    }
    Tensor result = step.each("Cast", x, to, Node.attribute("to", to.onnx()));
    boolean exact = x.type().isInteger() && to.isInteger() && to.bytes() >= Integer.BYTES;
    return List.of(exact ? result.with(x.integers()) : result);
  }

  private static List<Tensor> select(Step step) throws Refusal, MalformedGraphException {
    Tensor condition = step.input(0);
    Tensor yes = step.input(1);
    boolean broadcasts =
        step.node().operator().equals("SelectV2")
            || condition.shape().hasRank(0)
            || (condition.shape().hasRank() && condition.shape().rank() == yes.shape().rank());
    if (!broadcasts) {
      throw new Refusal("a condition of another rank than its values");
    }
    return List.of(combine(step, "Where", yes.type(), List.of(condition, yes, step.input(2))));
  }
}
