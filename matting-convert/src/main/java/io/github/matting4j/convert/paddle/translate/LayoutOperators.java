package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.proof.NotProvenException;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Operators that arrange the same elements differently. */
final class LayoutOperators {
  private LayoutOperators() {}

  static void reshape(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    List<Size> requested = new ArrayList<>(requested(operation, to));
    int open = -1;
    for (int i = 0; i < requested.size(); i++) {
      if (requested.get(i).is(0) && i < from.size()) {
        requested.set(i, from.get(i));
      } else if (requested.get(i).is(-1) && open < 0) {
        open = i;
      } else if (requested.get(i).constant().orElse(1) < 1) {
        throw Checks.unsupported(operation, "the shape " + requested);
      }
    }
    Size total = product(from);
    String output = operation.requiredOutput("Out");
    if (open >= 0) {
      Size others = productWithout(requested, open);
      requested.set(open, quotient(total, others).orElse(Size.axis(output, open)));
    } else if (to.sizes().isOpened() && !product(requested).equals(total)) {
      open(operation, from, requested, total, to);
    }
    Optional<List<Size>> elements = to.elements(x);
    if (elements.isPresent()) {
      to.define(operation, output, requested, elements.get());
      return;
    }
    List<Size> shape = new ArrayList<>(requested);
    if (open >= 0) {
      shape.set(open, Size.of(-1));
    } else {
      leaveOneOpen(shape);
    }
    for (int i = 0; i < shape.size(); i++) {
      if (i < from.size() && !shape.get(i).isConstant() && shape.get(i).equals(from.get(i))) {
        shape.set(i, Size.ZERO); // which is ONNX for a size that stays
      }
    }
    to.node(
        operation, output, requested, "Reshape", List.of(to.tensor(x), to.graph().sizes(shape)));
  }

  private static List<Size> requested(Operation operation, Translation to)
      throws InvalidProgramException {
    List<String> names = operation.inputs("ShapeTensor");
    if (names.isEmpty()) {
      names = operation.inputs("Shape");
    }
    Optional<List<Size>> shape =
        names.isEmpty() ? to.integers(operation, "shape") : to.elements(names);
    return shape.orElseThrow(
        () ->
            Checks.unsupported(
                operation, "a shape that a run computes from more than the input's size"));
  }

  /** Finds the one size of a baked shape that has to follow from the input's. */
  private static void open(
      Operation operation, List<Size> from, List<Size> requested, Size total, Translation to)
      throws InvalidProgramException {
    if (!from.isEmpty()
        && !requested.isEmpty()
        && requested.get(0).is(to.sizes().exported(from.get(0)).orElse(-1))) {
      requested.set(0, from.get(0)); // the batch
    }
    for (int i = 0; i < requested.size() && !product(requested).equals(total); i++) {
      Optional<Size> needed = total.exactDiv(productWithout(requested, i));
      if (requested.get(i).isConstant()
          && needed.isPresent()
          && requested.get(i).is(to.sizes().exported(needed.get()).orElse(-1))) {
        requested.set(i, needed.get());
      }
    }
    if (!product(requested).equals(total)) {
      throw new NotProvenException(
          "operator " + operation.type() + " makes the sizes " + requested + " of " + from);
    }
    to.rewrote("'" + operation.requiredOutput("Out") + "' has the shape " + requested);
  }

  /** At most one size of a shape may be computed: the others are written as constants. */
  private static void leaveOneOpen(List<Size> shape) {
    int symbolic = -1;
    for (int i = 0; i < shape.size(); i++) {
      if (!shape.get(i).isConstant()) {
        if (symbolic >= 0) {
          return;
        }
        symbolic = i;
      }
    }
    if (symbolic >= 0) {
      shape.set(symbolic, Size.of(-1));
    }
  }

  private static Size product(List<Size> sizes) {
    return productWithout(sizes, -1);
  }

  private static Size productWithout(List<Size> sizes, int index) {
    Size product = Size.ONE;
    for (int i = 0; i < sizes.size(); i++) {
      if (i != index) {
        product = product.times(sizes.get(i));
      }
    }
    return product;
  }

  private static Optional<Size> quotient(Size dividend, Size divisor) {
    return divisor.is(0) ? Optional.empty() : dividend.exactDiv(divisor);
  }

  static void flattenRange(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    int start = Checks.axis(operation, operation.integer("start_axis", 1), from.size());
    int stop = Checks.axis(operation, operation.integer("stop_axis", -1), from.size());
    if (stop < start) {
      throw Checks.unsupported(operation, "the axes " + start + " to " + stop);
    }
    List<Size> dims = new ArrayList<>(from.subList(0, start));
    dims.add(product(from.subList(start, stop + 1)));
    dims.addAll(from.subList(stop + 1, from.size()));
    List<Size> shape = new ArrayList<>(dims);
    shape.set(start, Size.of(-1));
    to.node(
        operation,
        operation.requiredOutput("Out"),
        dims,
        "Reshape",
        List.of(to.tensor(x), to.graph().sizes(shape)));
  }

  static void transpose(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    List<Long> order = new ArrayList<>();
    List<Size> dims = new ArrayList<>();
    for (long axis : operation.integers("axis")) {
      int from0 = Checks.axis(operation, axis, from.size());
      order.add((long) from0);
      dims.add(from.get(from0));
    }
    if (order.stream().distinct().count() != from.size()) {
      throw Checks.unsupported(operation, "the order " + order);
    }
    to.node(
        operation,
        operation.requiredOutput("Out"),
        dims,
        "Transpose",
        List.of(to.tensor(x)),
        Node.attribute("perm", order));
  }

  static void unsqueeze(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> dims = new ArrayList<>(to.dims(x));
    List<Long> axes = axes(operation, to);
    List<Long> normal = new ArrayList<>();
    for (long axis : axes) { // one after the other, each in the rank of its result
      int at = Checks.axis(operation, axis, dims.size() + 1);
      dims.add(at, Size.ONE);
      normal.replaceAll(earlier -> earlier >= at ? earlier + 1 : earlier);
      normal.add((long) at);
    }
    String output = operation.requiredOutput("Out");
    Optional<List<Size>> elements = to.elements(x);
    if (elements.isPresent()) {
      to.define(operation, output, dims, elements.get());
    } else {
      normal.sort(null);
      to.node(
          operation, output, dims, "Unsqueeze", List.of(to.tensor(x), to.graph().longs(normal)));
    }
  }

  static void squeeze(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    List<Long> stated = axes(operation, to);
    List<Integer> axes = new ArrayList<>();
    if (stated.isEmpty()) {
      for (int i = 0; i < from.size(); i++) {
        if (from.get(i).is(1)) {
          axes.add(i);
        }
      }
    } else {
      for (int axis : Checks.axes(operation, stated, from.size())) {
        if (from.get(axis).is(1)) { // Paddle leaves others alone
          axes.add(axis);
        }
      }
    }
    squeezed(operation, operation.requiredOutput("Out"), x, axes, to);
  }

  private static void squeezed(
      Operation operation, String output, String x, List<Integer> axes, Translation to)
      throws InvalidProgramException {
    List<Size> dims = new ArrayList<>(to.dims(x));
    for (int i = axes.size() - 1; i >= 0; i--) {
      dims.remove((int) axes.get(i));
    }
    if (dims.isEmpty() && !axes.isEmpty() && to.declaredRank(output) == 1) {
      dims.add(Size.ONE);
      axes.remove(0);
    }
    Optional<List<Size>> elements = to.elements(x);
    if (elements.isPresent()) {
      to.define(operation, output, dims, elements.get());
    } else if (axes.isEmpty()) {
      to.alias(operation, output, x);
    } else {
      to.node(
          operation,
          output,
          dims,
          "Squeeze",
          List.of(to.tensor(x), to.graph().longs(Checks.boxed(axes))));
    }
  }

  private static List<Long> axes(Operation operation, Translation to)
      throws InvalidProgramException {
    if (operation.input("AxesTensor").isPresent()
        || !operation.inputs("AxesTensorList").isEmpty()) {
      throw Checks.unsupported(operation, "axes that a run computes");
    }
    return to.constants(operation, "axes");
  }

  static void concat(Operation operation, Translation to) throws InvalidProgramException {
    List<String> names = operation.inputs("X");
    if (names.isEmpty()) {
      throw Checks.unsupported(operation, "no tensors");
    }
    Optional<String> axisTensor = operation.input("AxisTensor");
    List<Long> stated =
        axisTensor.isEmpty()
            ? to.constants(operation, "axis")
            : constant(operation, axisTensor.get(), to);
    List<Size> first = to.dims(names.get(0));
    int axis = Checks.axis(operation, stated.isEmpty() ? 0 : stated.get(0), first.size());
    List<Size> dims = new ArrayList<>(first);
    for (String name : names.subList(1, names.size())) {
      List<Size> next = to.dims(name);
      to.requireRank(operation, name, first.size());
      for (int i = 0; i < dims.size(); i++) {
        dims.set(
            i,
            i == axis
                ? dims.get(i).plus(next.get(i))
                : Operands.equal(operation, dims.get(i), next.get(i), to));
      }
    }
    String output = operation.requiredOutput("Out");
    Optional<List<Size>> elements = first.size() == 1 ? to.elements(names) : Optional.empty();
    if (elements.isPresent() && elements.get().size() <= Translation.MAX_ELEMENTS) {
      to.define(operation, output, dims, elements.get());
      return;
    }
    List<String> tensors = new ArrayList<>();
    for (String name : names) {
      tensors.add(to.tensor(name));
    }
    to.node(operation, output, dims, "Concat", tensors, Node.attribute("axis", (long) axis));
  }

  private static List<Long> constant(Operation operation, String name, Translation to)
      throws InvalidProgramException {
    Optional<List<Size>> elements = to.elements(name);
    if (elements.isEmpty() || elements.get().size() != 1 || !elements.get().get(0).isConstant()) {
      throw Checks.unsupported(operation, "an axis that a run computes");
    }
    return List.of(elements.get().get(0).constant().getAsLong());
  }

  static void stack(Operation operation, Translation to) throws InvalidProgramException {
    List<String> names = operation.inputs("X");
    if (names.isEmpty()) {
      throw Checks.unsupported(operation, "no tensors");
    }
    List<Size> each = to.dims(names.get(0));
    int axis = Checks.axis(operation, operation.integer("axis", 0), each.size() + 1);
    List<Size> dims = new ArrayList<>(each);
    dims.add(axis, Size.of(names.size()));
    String output = operation.requiredOutput("Y");
    Optional<List<Size>> elements = to.elements(names);
    boolean inOrder = axis == 0 || each.stream().allMatch(size -> size.is(1));
    if (elements.isPresent() && inOrder && elements.get().size() <= Translation.MAX_ELEMENTS) {
      to.define(operation, output, dims, elements.get());
      return;
    }
    List<String> tensors = new ArrayList<>();
    for (String name : names) {
      to.requireRank(operation, name, each.size());
      tensors.add(
          to.graph().temp("Unsqueeze", List.of(to.tensor(name), to.graph().longs((long) axis))));
    }
    to.node(operation, output, dims, "Concat", tensors, Node.attribute("axis", (long) axis));
  }

  static void expand(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    List<String> names = operation.inputs("expand_shapes_tensor");
    Optional<List<Size>> stated =
        !names.isEmpty()
            ? to.elements(names)
            : operation.input("Shape").isPresent()
                ? to.elements(operation.requiredInput("Shape"))
                : to.integers(operation, "shape");
    List<Size> dims =
        new ArrayList<>(
            stated.orElseThrow(() -> Checks.unsupported(operation, "a shape that a run computes")));
    int added = dims.size() - from.size();
    if (added < 0) {
      throw Checks.unsupported(operation, "fewer dimensions: " + dims + " of " + from);
    }
    for (int i = added; i < dims.size(); i++) {
      if (dims.get(i).is(-1)) {
        dims.set(i, from.get(i - added));
      }
    }
    if (dims.stream().anyMatch(dim -> dim.constant().orElse(1) < 1)) {
      throw Checks.unsupported(operation, "the shape " + dims);
    }
    to.node(
        operation,
        operation.requiredOutput("Out"),
        dims,
        "Expand",
        List.of(to.tensor(x), to.graph().sizes(dims)));
  }

  static void tile(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    if (operation.input("RepeatTimes").isPresent()
        || !operation.inputs("repeat_times_tensor").isEmpty()) {
      throw Checks.unsupported(operation, "repetitions that a run computes");
    }
    List<Long> times = new ArrayList<>(to.constants(operation, "repeat_times"));
    List<Size> from = new ArrayList<>(to.dims(x));
    while (times.size() < from.size()) {
      times.add(0, 1L);
    }
    String tensor = to.tensor(x);
    int added = times.size() - from.size();
    if (added > 0) {
      tensor =
          to.graph()
              .temp(
                  "Unsqueeze",
                  List.of(tensor, to.graph().longs(LongStream.range(0, added).boxed().toList())));
      for (int i = 0; i < added; i++) {
        from.add(0, Size.ONE);
      }
    }
    List<Size> dims = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      if (times.get(i) < 1) {
        throw Checks.unsupported(operation, "the repetitions " + times);
      }
      dims.add(from.get(i).times(times.get(i)));
    }
    to.node(
        operation,
        operation.requiredOutput("Out"),
        dims,
        "Tile",
        List.of(tensor, to.graph().longs(times)));
  }
}
