package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Parts of tensors: slices, splits and gathered indices. */
final class Slicing {
  private static final long TO_THE_END = Long.MAX_VALUE;

  private Slicing() {}

  static void register(Map<String, OperatorRule> rules) {
    rules.put("Slice", Slicing::slice);
    rules.put("StridedSlice", StridedSlice::convert);
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
