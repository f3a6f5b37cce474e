package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators that add borders. */
final class PadOperators {
  private static final long MAX = 1 << 20;

  private PadOperators() {}

  /** Borders left, right, top, bottom, front, back of a tensor [N, C, depth, height, width]. */
  static void pad3d(Operation operation, Translation to) throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_format");
    String x = operation.requiredInput("X");
    to.requireRank(operation, x, 5);
    List<Long> p =
        operation.input("Paddings").isPresent()
            ? constants(operation, operation.requiredInput("Paddings"), to)
            : to.constants(operation, "paddings");
    require(operation, p, 6);
    List<Long> before = List.of(0L, 0L, p.get(4), p.get(2), p.get(0));
    List<Long> after = List.of(0L, 0L, p.get(5), p.get(3), p.get(1));
    double value = operation.real("value", 0);
    String mode = mode(operation);
    if (!flat(operation, mode, x, before, after, value, to)) {
      pad(operation, mode, x, operation.requiredOutput("Out"), before, after, value, to);
    }
  }

  private static List<Long> constants(Operation operation, String name, Translation to)
      throws InvalidProgramException {
    Optional<List<Size>> elements = to.elements(name);
    if (elements.isEmpty() || !elements.get().stream().allMatch(Size::isConstant)) {
      throw Checks.unsupported(operation, "borders that a run computes");
    }
    return elements.get().stream().map(size -> size.constant().getAsLong()).toList();
  }

  /** A pad of an image that was given a depth of 1 for it, and loses it again. */
  private static boolean flat(
      Operation operation,
      String mode,
      String x,
      List<Long> before,
      List<Long> after,
      double value,
      Translation to)
      throws InvalidProgramException {
    Optional<Operation> first = to.live().producer(x);
    String output = operation.requiredOutput("Out");
    Optional<Operation> last = to.live().soleConsumer(output);
    if (first.isEmpty()
        || last.isEmpty()
        || !first.get().type().equals("unsqueeze2")
        || !last.get().type().equals("squeeze2")
        || !isDepth(first.get())
        || !isDepth(last.get())
        || before.get(2) != 0
        || after.get(2) != 0) {
      return false;
    }
    pad(
        last.get(),
        mode,
        first.get().requiredInput("X"),
        last.get().requiredOutput("Out"),
        List.of(0L, 0L, before.get(3), before.get(4)),
        List.of(0L, 0L, after.get(3), after.get(4)),
        value,
        to);
    to.finished(last.get());
    return true;
  }

  private static boolean isDepth(Operation operation) throws InvalidProgramException {
    return operation.variables("axes").isEmpty()
        && List.of(List.of(2L), List.of(-3L)).contains(operation.integers("axes"));
  }

  /** Borders top, bottom, left, right of a tensor [N, C, height, width]. */
  static void pad2d(Operation operation, Translation to) throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_format");
    String x = operation.requiredInput("X");
    to.requireRank(operation, x, 4);
    if (operation.input("Paddings").isPresent()) {
      throw Checks.unsupported(operation, "borders that a run computes");
    }
    List<Long> p = to.constants(operation, "paddings");
    require(operation, p, 4);
    pad(
        operation,
        mode(operation),
        x,
        operation.requiredOutput("Out"),
        List.of(0L, 0L, p.get(0), p.get(2)),
        List.of(0L, 0L, p.get(1), p.get(3)),
        operation.real("pad_value", 0),
        to);
  }

  /** Borders before and after each axis. */
  static void pad(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    int rank = to.value(x).rank();
    List<Long> p = to.constants(operation, "paddings");
    require(operation, p, 2 * rank);
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      before.add(p.get(2 * i));
      after.add(p.get(2 * i + 1));
    }
    pad(
        operation,
        mode(operation),
        x,
        operation.requiredOutput("Out"),
        before,
        after,
        operation.real("pad_value", 0),
        to);
  }

  private static void require(Operation operation, List<Long> paddings, int count)
      throws InvalidProgramException {
    if (paddings.size() != count
        || paddings.stream().anyMatch(border -> border < 0 || border > MAX)) {
      throw Checks.unsupported(operation, "the borders " + paddings);
    }
  }

  private static void pad(
      Operation operation,
      String mode,
      String x,
      String output,
      List<Long> before,
      List<Long> after,
      double value,
      Translation to)
      throws InvalidProgramException {
    List<Size> dims = new ArrayList<>();
    List<Size> from = to.dims(x);
    for (int i = 0; i < from.size(); i++) {
      dims.add(from.get(i).plus(before.get(i) + after.get(i)));
    }
    List<Long> pads = new ArrayList<>(before);
    pads.addAll(after);
    List<String> inputs = new ArrayList<>(List.of(to.tensor(x), to.graph().longs(pads)));
    if (mode.equals("constant")) {
      inputs.add(to.graph().scalar((float) value));
    }
    to.node(operation, output, dims, "Pad", inputs, Node.attribute("mode", mode));
  }

  /** ONNX's name of the attribute's value. */
  private static String mode(Operation operation) throws InvalidProgramException {
    String mode = operation.text("mode", "constant");
    return switch (mode) {
      case "constant", "reflect" -> mode;
      case "replicate", "edge" -> "edge";
      default -> throw Checks.unsupported(operation, "borders in mode " + mode);
    };
  }
}
