package io.github.matting4j.graph.tensorflow;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.tensorflow.program.ElementType;
import io.github.matting4j.graph.tensorflow.program.Shape;
import io.github.matting4j.graph.tensorflow.program.TensorData;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shapes as values, and the same elements under other shapes. */
final class Reshaping {
  private Reshaping() {}

  static void register(Map<String, OperatorRule> rules) {
    rules.put("Shape", Reshaping::shape);
    rules.put("Rank", Reshaping::rank);
    rules.put("Size", Reshaping::size);
    rules.put("Reshape", Reshaping::reshape);
    rules.put("ExpandDims", Reshaping::expandDims);
    rules.put("Squeeze", Reshaping::squeeze);
    rules.put("Pack", Reshaping::pack);
    rules.put("Unpack", Reshaping::unpack);
    rules.put("Transpose", Reshaping::transpose);
  }

  private static List<Tensor> shape(Step step) throws MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    ElementType type = step.node().type("out_type", ElementType.INT32);
    Shape known = x.shape();
    if (known.isKnown()) {
      return List.of(Tensor.constant(step.name(), TensorData.integers(type, false, known.dims())));
    }
    String value;
    if (x.isChannelsFirst() && x.plain == null) {
      String first = out.node("Shape", step.name() + "/first", List.of(out.channelsFirst(x)));
      value = out.node("Gather", step.name(), List.of(first, out.longs(0, 2, 3, 1)));
    } else {
      value = out.node("Shape", step.name(), List.of(out.plain(x)));
    }
    if (type != ElementType.INT64) {
      value = out.cast(step.name(), value, type);
    }
    Shape shape = known.hasRank() ? Shape.of(known.rank()) : Shape.ofRank(1);
    Tensor result = Tensor.plain(step.name(), type, shape, value);
    if (!known.hasRank()) {
      return List.of(result);
    }
    long[] sizes = Arrays.stream(known.dims()).map(dim -> dim < 0 ? Tensor.OPEN : dim).toArray();
    return List.of(result.with(sizes));
  }

  private static List<Tensor> rank(Step step) throws Refusal, MalformedGraphException {
    return List.of(
        Tensor.constant(
            step.name(), TensorData.integers(ElementType.INT32, true, step.rank(step.input(0)))));
  }

  private static List<Tensor> size(Step step) throws MalformedGraphException {
    Emitter out = step.out();
    ElementType type = step.node().type("out_type", ElementType.INT32);
    String value = out.node("Size", step.name(), List.of(out.plain(step.input(0))));
    if (type != ElementType.INT64) {
      value = out.cast(step.name(), value, type);
    }
    return List.of(Tensor.plain(step.name(), type, Shape.SCALAR, value));
  }

  private static List<Tensor> reshape(Step step) throws MalformedGraphException {
    Tensor x = step.input(0);
    Tensor sizes = step.input(1);
    Emitter out = step.out();
    TensorData data = x.constant();
    long[] known = sizes.knownIntegers();
    if (data != null && known != null) {
      return List.of(Tensor.constant(step.name(), data.reshaped(resolved(step, data, known))));
    }
    long[] partly = sizes.integers();
    Shape shape =
        partly != null
            ? Shape.of(Arrays.stream(partly).map(dim -> dim < 0 ? Shape.OPEN : dim).toArray())
            : sizes.shape().dim(0) >= 0 && sizes.shape().dim(0) <= 8
                ? Shape.ofRank((int) sizes.shape().dim(0))
                : Shape.UNKNOWN;
    Tensor result = step.plain("Reshape", x.type(), shape, List.of(out.plain(x), out.sizes(sizes)));
    return List.of(result.with(x.integers()));
  }

  /** The sizes of a constant with at most one of them left open. */
  private static long[] resolved(Step step, TensorData data, long[] sizes)
      throws MalformedGraphException {
    long[] dims = sizes.clone();
    long product = 1;
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0) {
        open = open < 0 ? i : dims.length;
      } else {
        product *= Math.min(dims[i], 1L << 31);
      }
    }
    if (open >= 0 && open < dims.length && product > 0) {
      dims[open] = data.count() / product;
      product *= dims[open];
    }
    if (open == dims.length || product != data.count() || dims.length > 8) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' gives a constant the shape " + Arrays.toString(sizes));
    }
    return dims;
  }

  private static List<Tensor> expandDims(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    int rank = step.rank(x);
    int axis = step.axis(step.constantInteger(1), rank + 1);
    long[] dims = inserted(x.shape(), axis, 1);
    if (x.constant() != null) {
      return List.of(Tensor.constant(step.name(), x.constant().reshaped(dims)));
    }
    Emitter out = step.out();
    return List.of(
        step.plain("Unsqueeze", x.type(), Shape.of(dims), List.of(out.plain(x), out.longs(axis)))
            .with(x.integers()));
  }

  private static long[] inserted(Shape shape, int axis, long size) {
    List<Long> dims = new ArrayList<>(Emitter.boxed(shape.dims()));
    dims.add(axis, size);
    return dims.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Tensor> squeeze(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    long[] named = step.node().integers("squeeze_dims");
    if (named.length == 0) {
      named = step.node().integers("axis");
    }
    int rank = step.rank(x);
    boolean[] gone = new boolean[rank];
    for (long axis : named) {
      gone[step.axis(axis, rank)] = true;
    }
    if (named.length == 0) {
      for (int i = 0; i < rank; i++) {
        if (x.shape().dim(i) < 0) {
          throw new Refusal("every axis of size 1 of an open shape");
        }
        gone[i] = x.shape().dim(i) == 1;
      }
    }
    List<Long> dims = new ArrayList<>();
    List<Long> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (gone[i]) {
        axes.add((long) i);
      } else {
        dims.add(x.shape().dim(i));
      }
    }
    long[] sizes = dims.stream().mapToLong(Long::longValue).toArray();
    if (axes.isEmpty()) {
      return List.of(x);
    }
    String at = out.longs(axes.stream().mapToLong(Long::longValue).toArray());
    return List.of(
        step.plain("Squeeze", x.type(), Shape.of(sizes), List.of(out.plain(x), at))
            .with(x.integers()));
  }

  private static List<Tensor> pack(Step step) throws Refusal, MalformedGraphException {
    Tensor first = step.input(0);
    Emitter out = step.out();
    int rank = step.rank(first);
    int axis = step.axis(step.node().integer("axis", 0), rank + 1);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < step.inputs().size(); i++) {
      Tensor part = step.input(i);
      parts.add(
          out.node("Unsqueeze", step.name() + "/" + i, List.of(out.plain(part), out.longs(axis))));
    }
    Shape shape = Shape.of(inserted(first.shape(), axis, parts.size()));
    return List.of(
        step.plain("Concat", first.type(), shape, parts, Node.attribute("axis", axis))
            .with(rank == 0 ? joined(step.inputs()) : null));
  }

  /** The integers of lists and single ones, one after the other. */
  static long @Nullable [] joined(List<Tensor> parts) {
    List<Long> all = new ArrayList<>();
    for (Tensor part : parts) {
      long[] known = part.integers();
      long count = part.shape().hasRank(0) ? 1 : part.shape().hasRank(1) ? part.shape().dim(0) : -1;
      if (!part.type().isInteger() || count < 0 || count > 64) {
        return null;
      }
      for (int i = 0; i < count; i++) {
        all.add(known == null || known.length != count ? Tensor.OPEN : known[i]);
      }
    }
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Tensor> unpack(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    int rank = step.rank(x);
    int axis = step.axis(step.node().integer("axis", 0), rank);
    int count = (int) Math.min(step.node().integer("num", 0), 1 << 12);
    if (count < 1 || (x.shape().dim(axis) >= 0 && x.shape().dim(axis) != count)) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' takes " + count + " parts of a tensor of " + x.shape());
    }
    List<Long> dims = new ArrayList<>(Emitter.boxed(x.shape().dims()));
    dims.remove(axis);
    Shape shape = Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    long[] known = x.integers();
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = i == 0 ? step.name() : step.name() + ":" + i;
      String index = out.constant("index", TensorData.integers(ElementType.INT64, true, i));
      String part =
          out.node("Gather", name, List.of(out.plain(x), index), Node.attribute("axis", axis));
      parts.add(
          Tensor.plain(name, x.type(), shape, part)
              .with(rank == 1 && known != null && i < known.length ? new long[] {known[i]} : null));
    }
    return parts;
  }

  private static List<Tensor> transpose(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    long[] order = step.constantIntegers(1);
    for (int i = 0; i < order.length; i++) {
      order[i] = step.axis(order[i], order.length);
    }
    if (Arrays.stream(order).distinct().count() != order.length
        || (x.shape().hasRank() && x.shape().rank() != order.length)) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' has the permutation " + Arrays.toString(order));
    }
    Shape shape = x.shape().hasRank() ? x.shape().permuted(order) : Shape.ofRank(order.length);
    if (Arrays.equals(order, new long[] {0, 3, 1, 2})) { // what "channels first" means here
      return List.of(Tensor.plain(step.name(), x.type(), shape, out.channelsFirst(x)));
    }
    if (Arrays.equals(order, new long[] {0, 2, 3, 1})) {
      return List.of(Tensor.channelsFirst(step.name(), x.type(), shape, out.plain(x)));
    }
    return List.of(
        step.plain(
            "Transpose",
            x.type(),
            shape,
            List.of(out.plain(x)),
            Node.attribute("perm", Emitter.boxed(order))));
  }
}
