package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Operators that read a part of a tensor, or its sizes. */
final class SliceOperators {
  private SliceOperators() {}

  static void shape(Operation operation, Translation to) throws InvalidProgramException {
    List<Size> sizes = to.dims(operation.requiredInput("Input"));
    to.define(operation, operation.requiredOutput("Out"), List.of(Size.of(sizes.size())), sizes);
  }

  static void slice(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("Input");
    List<Size> from = to.dims(x);
    List<Long> axes = operation.integers("axes");
    List<Size> starts = bounds(operation, "starts", "StartsTensor", to);
    List<Size> ends = bounds(operation, "ends", "EndsTensor", to);
    List<Size> steps = bounds(operation, "strides", "StridesTensor", to);
    if (starts.size() != axes.size()
        || ends.size() != axes.size()
        || (!steps.isEmpty() && steps.size() != axes.size())) {
      throw Checks.unsupported(
          operation, "the bounds " + starts + " and " + ends + " of the axes " + axes);
    }
    List<Size> dims = new ArrayList<>(from);
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      int axis = Checks.axis(operation, axes.get(i), from.size());
      long step = steps.isEmpty() ? 1 : steps.get(i).constant().orElse(0);
      Range range = Range.of(operation, from.get(axis), starts.get(i), ends.get(i), step, to);
      ranges.add(range);
      dims.set(axis, range.length().orElse(Size.axis(operation.requiredOutput("Out"), axis)));
    }
    List<Integer> dropped =
        new ArrayList<>(Checks.axes(operation, operation.integers("decrease_axis"), from.size()));
    List<Size> kept = new ArrayList<>(dims);
    for (int i = dropped.size() - 1; i >= 0; i--) {
      kept.remove((int) dropped.get(i));
    }
    String output = operation.requiredOutput("Out");
    if (kept.isEmpty() && !dropped.isEmpty() && to.declaredRank(output) == 1) {
      kept.add(Size.ONE);
      dropped.remove(0);
    }
    Optional<List<Size>> elements = to.elements(x);
    if (elements.isPresent() && from.size() == 1 && axes.size() == 1) {
      Optional<List<Size>> part = ranges.get(0).of(elements.get());
      if (part.isPresent()) {
        to.define(operation, output, kept, part.get());
        return;
      }
    }
    List<Size> firsts = ranges.stream().map(Range::start).toList();
    List<Size> lasts = ranges.stream().map(Range::end).toList();
    List<String> inputs =
        new ArrayList<>(
            List.of(
                to.tensor(x),
                to.graph().sizes(firsts),
                to.graph().sizes(lasts),
                to.graph().longs(axes)));
    if (!steps.isEmpty()) {
      inputs.add(to.graph().sizes(steps));
    }
    if (dropped.isEmpty()) {
      to.node(operation, output, kept, "Slice", inputs);
    } else {
      String part = to.graph().temp("Slice", inputs);
      to.node(
          operation,
          output,
          kept,
          "Squeeze",
          List.of(part, to.graph().longs(Checks.boxed(dropped))));
    }
  }

  private static List<Size> bounds(
      Operation operation, String attribute, String slot, Translation to)
      throws InvalidProgramException {
    List<String> names = operation.inputs(slot + "List");
    if (names.isEmpty()) {
      names = operation.inputs(slot);
    }
    Optional<List<Size>> bounds =
        names.isEmpty() ? to.integers(operation, attribute) : to.elements(names);
    return bounds.orElseThrow(
        () ->
            Checks.unsupported(
                operation, attribute + " that a run computes from more than the input's size"));
  }

  /**
   * A part of an axis.
   *
   * @param start first index, negative ones from the end
   * @param end index after the last one
   * @param length how many, if that is known for all inputs
   */
  private record Range(Size start, Size end, Optional<Size> length) {
    static Range of(Operation operation, Size size, Size start, Size end, long step, Translation to)
        throws InvalidProgramException {
      if (step != 1) {
        if (step == 0) {
          throw Checks.unsupported(operation, "a step that a run computes");
        }
        Optional<Size> length =
            start.is(0) && step > 0 && reaches(end, size)
                ? Optional.of(size.ceilDiv(step))
                : Optional.empty();
        return new Range(start, end, length);
      }
      Optional<Size> first = position(start, size, to);
      Optional<Size> last = reaches(end, size) ? Optional.of(size) : position(end, size, to);
      Optional<Size> length =
          first.isPresent() && last.isPresent()
              ? Optional.of(last.get().minus(first.get()))
              : Optional.empty();
      if (length.isPresent() && length.get().constant().orElse(0) < 0) {
        length = Optional.of(Size.ZERO);
      }
      return new Range(start, end, length);
    }

    /** Whether a bound is at or beyond the end for all inputs. */
    private static boolean reaches(Size bound, Size size) {
      if (bound.equals(size)) {
        return true;
      }
      OptionalLong value = bound.constant();
      if (value.isEmpty()) {
        return false;
      }
      OptionalLong length = size.constant();
      return length.isPresent()
          ? value.getAsLong() >= length.getAsLong()
          : value.getAsLong() >= Integer.MAX_VALUE;
    }

    /** The index that a bound means, if it lies within every input. */
    private static Optional<Size> position(Size bound, Size size, Translation to) {
      OptionalLong value = bound.constant();
      OptionalLong length = size.constant();
      if (value.isEmpty()) {
        return Optional.of(bound);
      }
      long index = value.getAsLong();
      if (length.isPresent()) {
        long cells = length.getAsLong();
        return Optional.of(
            Size.of(Math.max(0, Math.min(cells, index < 0 ? index + cells : index))));
      }
      if (index == 0) {
        return Optional.of(Size.ZERO);
      }
      // a constant index into an open axis is within it in every run that makes sense
      return to.sizes().isOpened() && index > 1
          ? Optional.empty()
          : Optional.of(index < 0 ? size.plus(index) : bound);
    }

    /** The part of the elements of an axis. */
    Optional<List<Size>> of(List<Size> elements) {
      OptionalLong first = start.constant();
      OptionalLong count = length.isPresent() ? length.get().constant() : OptionalLong.empty();
      if (first.isEmpty() || count.isEmpty()) {
        return Optional.empty();
      }
      long from = first.getAsLong() < 0 ? first.getAsLong() + elements.size() : first.getAsLong();
      from = Math.max(0, Math.min(from, elements.size()));
      if (from + count.getAsLong() > elements.size()) {
        return Optional.empty();
      }
      return Optional.of(elements.subList((int) from, (int) (from + count.getAsLong())));
    }
  }

  static void split(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> from = to.dims(x);
    if (operation.input("AxisTensor").isPresent()
        || !operation.inputs("SectionsTensorList").isEmpty()) {
      throw Checks.unsupported(operation, "parts that a run computes");
    }
    List<Long> stated = to.constants(operation, "axis");
    int axis = Checks.axis(operation, stated.isEmpty() ? 0 : stated.get(0), from.size());
    List<String> outputs = operation.outputs("Out");
    List<Size> parts = parts(operation, from.get(axis), outputs.size(), to);
    Size start = Size.ZERO;
    for (int i = 0; i < outputs.size(); i++) {
      Size end = start.plus(parts.get(i));
      List<Size> dims = new ArrayList<>(from);
      dims.set(axis, parts.get(i));
      if (to.live().isUsed(outputs.get(i))) {
        to.node(
            operation,
            outputs.get(i),
            dims,
            "Slice",
            List.of(
                to.tensor(x),
                to.graph().sizes(List.of(start)),
                to.graph().sizes(List.of(end)),
                to.graph().longs((long) axis)));
      }
      start = end;
    }
  }

  private static List<Size> parts(Operation operation, Size whole, int count, Translation to)
      throws InvalidProgramException {
    List<Size> parts = new ArrayList<>();
    List<Long> sections = to.constants(operation, "sections");
    if (sections.isEmpty()) {
      for (int i = 0; i < count; i++) {
        parts.add(whole.floorDiv(count));
      }
      return parts;
    }
    if (sections.size() != count) {
      throw Checks.unsupported(operation, count + " results of the parts " + sections);
    }
    Size known = Size.ZERO;
    for (long section : sections) {
      known = known.plus(Math.max(0, section));
    }
    for (long section : sections) {
      parts.add(section < 0 ? whole.minus(known) : Size.of(section));
    }
    return parts;
  }

  static void gather(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    String index = operation.requiredInput("Index");
    List<Size> from = to.dims(x);
    List<Long> stated = to.constants(operation, "axis");
    if (operation.input("Axis").isPresent()) {
      throw Checks.unsupported(operation, "an axis that a run computes");
    }
    int axis = Checks.axis(operation, stated.isEmpty() ? 0 : stated.get(0), from.size());
    List<Size> dims = new ArrayList<>(from.subList(0, axis));
    dims.addAll(to.dims(index));
    dims.addAll(from.subList(axis + 1, from.size()));
    to.node(
        operation,
        operation.requiredOutput("Out"),
        dims,
        "Gather",
        List.of(to.tensor(x), to.tensor(index)),
        Node.attribute("axis", (long) axis));
  }
}
