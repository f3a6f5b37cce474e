package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.GraphNode;
import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow's {@code StridedSlice}, whose entries take ranges and single indices of axes, add axes
 * and leave axes out, as a {@code Slice} with {@code Squeeze} and {@code Unsqueeze}.
 */
final class StridedSlice {
  private static final long TO_THE_END = Long.MAX_VALUE;
  private static final int MAX_ENTRIES = 16;

  private final Step step;
  private final Tensor x;
  private final int rank;
  private final long[] begin;
  private final long[] end;
  private final long[] strides;

  /** The next axis of the input. */
  private int axis;

  // One element for each axis that is sliced.
  private final List<Long> axes = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private final List<Long> steps = new ArrayList<>();
  private final List<Integer> entries = new ArrayList<>();

  /** Axes of the input of which one index is taken. */
  private final List<Long> squeezed = new ArrayList<>();

  /** Axes of the result that the input does not have. */
  private final List<Long> added = new ArrayList<>();

  /** Sizes of the result. */
  private final List<Long> dims = new ArrayList<>();

  private StridedSlice(Step step) throws Refusal, MalformedGraphException {
    this.step = step;
    this.x = step.input(0);
    this.rank = step.rank(x);
    this.begin = partly(step, 1);
    this.end = partly(step, 2);
    this.strides = step.constantIntegers(3);
    if (end.length != begin.length
        || strides.length != begin.length
        || begin.length > MAX_ENTRIES) {
      throw new MalformedGraphException("node '" + step.name() + "' has uneven slices");
    }
  }

  static List<Tensor> convert(Step step) throws Refusal, MalformedGraphException {
    StridedSlice slice = new StridedSlice(step);
    slice.readEntries();
    return List.of(slice.result(slice.emit()));
  }

  /** The integers of an input, {@link Tensor#OPEN} for those that are not known. */
  private static long[] partly(Step step, int index) throws Refusal, MalformedGraphException {
    Tensor list = step.input(index);
    long[] known = list.integers();
    if (known != null) {
      return known.clone();
    }
    long count = list.shape().dim(0);
    if (count < 0 || count > MAX_ENTRIES) {
      throw new Refusal("input " + index + " is of unknown length");
    }
    long[] open = new long[(int) count];
    Arrays.fill(open, Tensor.OPEN);
    return open;
  }

  private void readEntries() throws Refusal, MalformedGraphException {
    GraphNode node = step.node();
    long ellipsis = node.integer("ellipsis_mask", 0);
    long newAxis = node.integer("new_axis_mask", 0);
    long shrink = node.integer("shrink_axis_mask", 0);
    int used = 0;
    for (int i = 0; i < begin.length; i++) {
      used += isSet(ellipsis, i) || isSet(newAxis, i) ? 0 : 1;
    }
    for (int i = 0; i < begin.length; i++) {
      if (isSet(ellipsis, i)) {
        takeWhole(rank - used);
      } else if (isSet(newAxis, i)) {
        added.add((long) dims.size());
        dims.add(1L);
      } else {
        checkAxis(i);
        if (isSet(shrink, i)) {
          takeIndex(i);
        } else {
          takeRange(
              i, isSet(node.integer("begin_mask", 0), i), isSet(node.integer("end_mask", 0), i));
        }
        axis++;
      }
    }
    takeWhole(rank - axis);
  }

  private static boolean isSet(long mask, int bit) {
    return (mask >> bit & 1) != 0;
  }

  private void takeWhole(int count) {
    for (int more = count; more > 0; more--) {
      dims.add(x.shape().dim(axis++));
    }
  }

  private void checkAxis(int entry) throws MalformedGraphException {
    if (axis >= rank) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' slices more than the " + rank + " axes there are");
    }
    if (strides[entry] == 0) {
      throw new MalformedGraphException("node '" + step.name() + "' has a stride of 0");
    }
  }

  private void takeIndex(int entry) throws Refusal {
    long index = begin[entry];
    if (index == Tensor.OPEN) {
      throw new Refusal("an index that is not constant");
    }
    add(entry, index, index == -1 ? TO_THE_END : index + 1, 1);
    squeezed.add((long) axis);
  }

  private void takeRange(int entry, boolean fromFirst, boolean toLast) {
    long stride = strides[entry];
    boolean back = stride < 0;
    long from = fromFirst ? (back ? TO_THE_END : 0) : begin[entry];
    long to = toLast ? (back ? -TO_THE_END : TO_THE_END) : end[entry];
    add(entry, from, to, stride);
    dims.add(length(x.shape().dim(axis), from, to, stride));
  }

  private void add(int entry, long start, long end, long stride) {
    axes.add((long) axis);
    entries.add(entry);
    starts.add(start);
    ends.add(end);
    steps.add(stride);
  }

  /** Writes the nodes; returns the name of the value. */
  private String emit() throws MalformedGraphException {
    Emitter out = step.out();
    String value =
        out.node(
            "Slice",
            step.name(),
            List.of(
                out.plain(x),
                list(1, starts),
                list(2, ends),
                out.longs(Slicing.unboxed(axes)),
                out.longs(Slicing.unboxed(steps))));
    if (!squeezed.isEmpty()) {
      value =
          out.node("Squeeze", step.name(), List.of(value, out.longs(Slicing.unboxed(squeezed))));
    }
    if (!added.isEmpty()) {
      value = out.node("Unsqueeze", step.name(), List.of(value, out.longs(Slicing.unboxed(added))));
    }
    return value;
  }

  /** A list whose open integers are taken from an input. */
  private String list(int input, List<Long> values) throws MalformedGraphException {
    Emitter out = step.out();
    if (!values.contains(Tensor.OPEN)) {
      return out.longs(Slicing.unboxed(values));
    }
    String all = out.sizes(step.input(input));
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int at = entries.get(i);
      parts.add(
          values.get(i) == Tensor.OPEN
              ? out.node(
                  "Slice", step.name() + "/part", List.of(all, out.longs(at), out.longs(at + 1L)))
              : out.longs(values.get(i)));
    }
    return out.node("Concat", step.name() + "/list", parts, Node.attribute("axis", 0));
  }

  private Tensor result(String value) {
    Tensor result = Tensor.plain(step.name(), x.type(), Shape.of(Slicing.unboxed(dims)), value);
    boolean partOfList = rank == 1 && begin.length == 1 && added.isEmpty() && axes.size() == 1;
    return partOfList ? result.with(picked()) : result;
  }

  /** The integers that a slice of a list takes, as far as known. */
  private long @Nullable [] picked() {
    long[] known = x.integers();
    long stride = steps.get(0);
    long start = starts.get(0);
    long end = ends.get(0);
    if (known == null || isOpen(start, end, stride)) {
      return null;
    }
    long first = bounded(start, known.length);
    long last = bounded(end, known.length);
    List<Long> values = new ArrayList<>();
    for (long i = first; i < last; i += stride) {
      values.add(known[(int) i]);
    }
    return Slicing.unboxed(values);
  }

  private static long length(long size, long start, long end, long stride) {
    if (size < 0 || isOpen(start, end, stride)) {
      return Shape.OPEN;
    }
    long count = bounded(end, size) - bounded(start, size);
    return Math.max(0, (count + stride - 1) / stride);
  }

  /** Whether it is unknown what a range takes, or it goes backwards. */
  private static boolean isOpen(long start, long end, long stride) {
    return stride < 1 || start == Tensor.OPEN || end == Tensor.OPEN;
  }

  private static long bounded(long index, long size) {
    return Math.max(0, Math.min(size, index < 0 ? index + size : index));
  }
}
