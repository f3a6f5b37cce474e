package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.GraphNode;
import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of tensors: slices, strided slices, splits and gathered indices. */
final class Slicing {
  private static final long TO_THE_END = Long.MAX_VALUE;

  private Slicing() {}

  static void register(Map<String, OperatorRule> rules) {
    rules.put("Slice", Slicing::slice);
    rules.put("StridedSlice", Slicing::stridedSlice);
    rules.put("Split", Slicing::split);
    rules.put("SplitV", Slicing::splitV);
    rules.put("GatherV2", Slicing::gather);
    rules.put("Gather", Slicing::gather);
  }

  private static List<Tensor> slice(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    long[] begin = step.input(1).knownIntegers();
    long[] size = step.input(2).knownIntegers();
    int rank = step.rank(x);
    if (begin == null || size == null) {
      throw new Refusal("a begin or size that is not constant");
    }
    if (begin.length != rank || size.length != rank) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' slices " + begin.length + " axes of " + rank);
    }
    long[] end = new long[rank];
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      if (begin[i] < 0 || size[i] < -1) {
        throw new MalformedGraphException("node '" + step.name() + "' begins at " + begin[i]);
      }
      end[i] = size[i] < 0 ? TO_THE_END : begin[i] + size[i];
      long whole = x.shape().dim(i);
      dims[i] = size[i] >= 0 ? size[i] : whole < 0 ? Shape.OPEN : Math.max(0, whole - begin[i]);
    }
    return List.of(
        step.plain(
            "Slice",
            x.type(),
            Shape.of(dims),
            List.of(out.plain(x), out.longs(begin), out.longs(end))));
  }

  private static List<Tensor> stridedSlice(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    int rank = step.rank(x);
    long[] begin = partly(step, 1);
    long[] end = partly(step, 2);
    long[] strides = step.constantIntegers(3);
    int specs = begin.length;
    if (end.length != specs || strides.length != specs || specs > 16) {
      throw new MalformedGraphException("node '" + step.name() + "' has uneven slices");
    }
    GraphNode node = step.node();
    long beginMask = node.integer("begin_mask", 0);
    long endMask = node.integer("end_mask", 0);
    long ellipsis = node.integer("ellipsis_mask", 0);
    long newAxis = node.integer("new_axis_mask", 0);
    long shrink = node.integer("shrink_axis_mask", 0);
    int used = 0;
    for (int i = 0; i < specs; i++) {
      used += isSet(ellipsis, i) || isSet(newAxis, i) ? 0 : 1;
    }
    List<Long> axes = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    List<Long> squeezed = new ArrayList<>();
    List<Long> added = new ArrayList<>();
    List<Long> dims = new ArrayList<>();
    int axis = 0;
    for (int i = 0; i < specs; i++) {
      if (isSet(ellipsis, i)) {
        for (int more = rank - used; more > 0; more--) {
          dims.add(x.shape().dim(axis++));
        }
      } else if (isSet(newAxis, i)) {
        added.add((long) dims.size());
        dims.add(1L);
      } else {
        if (axis >= rank) {
          throw new MalformedGraphException(
              "node '" + step.name() + "' slices more than the " + rank + " axes there are");
        }
        if (strides[i] == 0) {
          throw new MalformedGraphException("node '" + step.name() + "' has a stride of 0");
        }
        axes.add((long) axis);
        sources.add(i);
        if (isSet(shrink, i)) {
          if (begin[i] == Tensor.OPEN) {
            throw new Refusal("an index that is not constant");
          }
          starts.add(begin[i]);
          ends.add(begin[i] == -1 ? TO_THE_END : begin[i] + 1);
          steps.add(1L);
          squeezed.add((long) axis);
        } else {
          boolean back = strides[i] < 0;
          starts.add(isSet(beginMask, i) ? (back ? TO_THE_END : 0) : begin[i]);
          ends.add(isSet(endMask, i) ? (back ? -TO_THE_END : TO_THE_END) : end[i]);
          steps.add(strides[i]);
          dims.add(
              length(
                  x.shape().dim(axis),
                  starts.get(starts.size() - 1),
                  ends.get(ends.size() - 1),
                  strides[i]));
        }
        axis++;
      }
    }
    for (; axis < rank; axis++) {
      dims.add(x.shape().dim(axis));
    }
    String value =
        out.node(
            "Slice",
            step.name(),
            List.of(
                out.plain(x),
                list(step, 1, starts, sources),
                list(step, 2, ends, sources),
                out.longs(unboxed(axes)),
                out.longs(unboxed(steps))));
    if (!squeezed.isEmpty()) {
      value = out.node("Squeeze", step.name(), List.of(value, out.longs(unboxed(squeezed))));
    }
    if (!added.isEmpty()) {
      value = out.node("Unsqueeze", step.name(), List.of(value, out.longs(unboxed(added))));
    }
    Tensor result = Tensor.plain(step.name(), x.type(), Shape.of(unboxed(dims)), value);
    return List.of(
        rank == 1 && specs == 1 && added.isEmpty() && axes.size() == 1
            ? result.with(picked(x, starts.get(0), ends.get(0), steps.get(0)))
            : result);
  }

  /** The integers of an input, {@link Tensor#OPEN} for those that are not known. */
  private static long[] partly(Step step, int index) throws Refusal, MalformedGraphException {
    Tensor list = step.input(index);
    long[] known = list.integers();
    if (known != null) {
      return known.clone();
    }
    long count = list.shape().dim(0);
    if (count < 0 || count > 16) {
      throw new Refusal("input " + index + " is of unknown length");
    }
    long[] open = new long[(int) count];
    Arrays.fill(open, Tensor.OPEN);
    return open;
  }

  /** A list whose open integers are taken from an input. */
  private static String list(Step step, int input, List<Long> values, List<Integer> sources)
      throws MalformedGraphException {
    Emitter out = step.out();
    if (!values.contains(Tensor.OPEN)) {
      return out.longs(unboxed(values));
    }
    String all = out.sizes(step.input(input));
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int at = sources.get(i);
      parts.add(
          values.get(i) == Tensor.OPEN
              ? out.node(
                  "Slice", step.name() + "/part", List.of(all, out.longs(at), out.longs(at + 1L)))
              : out.longs(values.get(i)));
    }
    return out.node("Concat", step.name() + "/list", parts, Node.attribute("axis", 0));
  }

  private static boolean isSet(long mask, int bit) {
    return (mask >> bit & 1) != 0;
  }

  /** The integers that a slice of a list takes, as far as known. */
  private static long @Nullable [] picked(Tensor x, long start, long end, long stride) {
    long[] known = x.integers();
    if (known == null || stride < 1 || start == Tensor.OPEN || end == Tensor.OPEN) {
      return null;
    }
    long first = bounded(start, known.length);
    long last = bounded(end, known.length);
    List<Long> values = new ArrayList<>();
    for (long i = first; i < last; i += stride) {
      values.add(known[(int) i]);
    }
    return unboxed(values);
  }

  private static long bounded(long index, long size) {
    return Math.max(0, Math.min(size, index < 0 ? index + size : index));
  }

  private static long length(long size, long start, long end, long stride) {
    if (size < 0 || stride < 1 || start == Tensor.OPEN || end == Tensor.OPEN) {
      return Shape.OPEN;
    }
    long count = bounded(end, size) - bounded(start, size);
    return Math.max(0, (count + stride - 1) / stride);
  }

  static long[] unboxed(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Tensor> split(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(1);
    int axis = step.axis(step.constantInteger(0), x);
    int count = (int) Math.min(step.node().integer("num_split", 0), 1 << 12);
    long whole = x.shape().dim(axis);
    if (count < 1 || (whole >= 0 && whole % count != 0)) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' makes " + count + " parts of " + whole);
    }
    long[] sizes = new long[count];
    Arrays.fill(sizes, whole < 0 ? Shape.OPEN : whole / count);
    return parts(step, x, axis, sizes, whole < 0);
  }

  private static List<Tensor> splitV(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    long[] sizes = step.constantIntegers(1);
    int axis = step.axis(step.constantInteger(2), x);
    long whole = x.shape().dim(axis);
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < 0) {
        if (whole < 0) {
          throw new Refusal("a part of open size");
        }
        sizes[i] = whole - Arrays.stream(sizes).filter(size -> size > 0).sum();
      }
    }
    if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
      throw new MalformedGraphException("node '" + step.name() + "' makes parts of no size");
    }
    return parts(step, x, axis, sizes, false);
  }

  private static List<Tensor> parts(Step step, Tensor x, int axis, long[] sizes, boolean open) {
    Emitter out = step.out();
    boolean first = x.isChannelsFirst();
    int at = first ? new int[] {0, 2, 3, 1}[axis] : axis;
    List<String> inputs = new ArrayList<>();
    inputs.add(first ? out.channelsFirst(x) : out.plain(x));
    if (!open) {
      inputs.add(out.longs(sizes));
    }
    List<String> names =
        out.nodes("Split", step.name(), sizes.length, inputs, Node.attribute("axis", at));
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      Shape shape = x.shape().with(axis, sizes[i]);
      String name = i == 0 ? step.name() : step.name() + ":" + i;
      parts.add(
          first
              ? Tensor.channelsFirst(name, x.type(), shape, names.get(i))
              : Tensor.plain(name, x.type(), shape, names.get(i)));
    }
    return parts;
  }

  private static List<Tensor> gather(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Tensor indices = step.input(1);
    if (step.node().integer("batch_dims", 0) != 0) {
      throw new Refusal("batch_dims");
    }
    int axis = step.inputs().size() > 2 ? step.axis(step.constantInteger(2), x) : 0;
    Shape shape = Shape.UNKNOWN;
    if (x.shape().hasRank() && indices.shape().hasRank()) {
      List<Long> dims = new ArrayList<>(Emitter.boxed(x.shape().dims()));
      dims.remove(axis);
      dims.addAll(axis, Emitter.boxed(indices.shape().dims()));
      shape = Shape.of(unboxed(dims));
    }
    Emitter out = step.out();
    Tensor result =
        step.plain(
            "Gather",
            x.type(),
            shape,
            List.of(out.plain(x), out.plain(indices)),
            Node.attribute("axis", axis));
    long[] from = x.integers();
    long[] at = indices.knownIntegers();
    if (from != null && at != null && x.shape().hasRank(1)) {
      for (long index : at) {
        if (index < 0 || index >= from.length) {
          return List.of(result);
        }
      }
      return List.of(result.with(Arrays.stream(at).map(i -> from[(int) i]).toArray()));
    }
    return List.of(result);
  }
}
