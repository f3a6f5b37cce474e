package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.ElementType;
import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sums, means and extremes over axes, softmax, and products of matrices. */
final class Reductions {
  private static final int[] CHANNELS_FIRST = {0, 2, 3, 1};

  private Reductions() {}

  static void register(Map<String, OperatorRule> rules) {
    Map.of(
            "Mean", "ReduceMean",
            "Sum", "ReduceSum",
            "Max", "ReduceMax",
            "Min", "ReduceMin",
            "Prod", "ReduceProd")
        .forEach((from, to) -> rules.put(from, step -> List.of(reduced(step, to))));
    rules.put("ArgMax", step -> List.of(extreme(step, "ArgMax")));
    rules.put("ArgMin", step -> List.of(extreme(step, "ArgMin")));
    rules.put("Softmax", step -> List.of(alongChannels(step, "Softmax")));
    rules.put("LogSoftmax", step -> List.of(alongChannels(step, "LogSoftmax")));
    rules.put("MatMul", Reductions::matMul);
    rules.put("BatchMatMul", Reductions::batchMatMul);
    rules.put("BatchMatMulV2", Reductions::batchMatMul);
  }

  private static Tensor reduced(Step step, String operator)
      throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    int rank = step.rank(x);
    boolean keep = step.node().flag("keep_dims", false) || step.node().flag("keepdims", false);
    boolean[] gone = new boolean[rank];
    for (long axis : step.constantIntegers(1)) {
      gone[step.axis(axis, rank)] = true;
    }
    boolean first = x.isChannelsFirst();
    boolean[] goneThere = gone;
    if (first) {
      goneThere = new boolean[rank];
      for (int i = 0; i < rank; i++) {
        goneThere[CHANNELS_FIRST[i]] = gone[i];
      }
      // Without the axis of channels, or with it alone, what is left is in TensorFlow's order.
      first = keep || gone[3] || (gone[1] && gone[2]);
      goneThere = first ? goneThere : gone;
    }
    List<Long> axes = new ArrayList<>();
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (goneThere[i]) {
        axes.add((long) i);
      }
      if (!gone[i] || keep) {
        dims.add(gone[i] ? 1 : x.shape().dim(i));
      }
    }
    if (axes.isEmpty()) {
      return x;
    }
    List<String> inputs = new ArrayList<>();
    inputs.add(first ? out.channelsFirst(x) : out.plain(x));
    List<WireField> attributes = new ArrayList<>();
    attributes.add(Node.attribute("keepdims", keep ? 1 : 0));
    if (operator.equals("ReduceSum")) {
      inputs.add(out.longs(Slicing.unboxed(axes)));
    } else {
      attributes.add(Node.attribute("axes", axes));
    }
    String value = out.node(operator, step.name(), inputs, attributes.toArray(WireField[]::new));
    Shape shape = Shape.of(Slicing.unboxed(dims));
    return first && keep
        ? Tensor.channelsFirst(step.name(), x.type(), shape, value)
        : Tensor.plain(step.name(), x.type(), shape, value);
  }

  private static Tensor extreme(Step step, String operator)
      throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    int axis = step.axis(step.constantInteger(1), x);
    boolean first = x.isChannelsFirst() && axis == 3;
    List<Long> dims = new ArrayList<>(Emitter.boxed(x.shape().dims()));
    dims.remove(axis);
    ElementType type = step.node().type("output_type", ElementType.INT64);
    String value =
        out.node(
            operator,
            step.name(),
            List.of(first ? out.channelsFirst(x) : out.plain(x)),
            Node.attribute("axis", first ? 1 : axis),
            Node.attribute("keepdims", 0));
    if (type != ElementType.INT64) {
      value = out.cast(step.name(), value, type);
    }
    return Tensor.plain(step.name(), type, Shape.of(Slicing.unboxed(dims)), value);
  }

  private static Tensor alongChannels(Step step, String operator) throws MalformedGraphException {
    Tensor x = step.input(0);
    return step.each(operator, x, Node.attribute("axis", x.isChannelsFirst() ? 1 : -1));
  }

  private static List<Tensor> matMul(Step step) throws MalformedGraphException {
    Tensor a = step.input(0);
    Tensor b = step.input(1);
    boolean turnA = step.node().flag("transpose_a", false);
    boolean turnB = step.node().flag("transpose_b", false);
    Emitter out = step.out();
    String left = turnA ? out.transpose(step.name() + "/a", out.plain(a), 1, 0) : out.plain(a);
    String right = turnB ? out.transpose(step.name() + "/b", out.plain(b), 1, 0) : out.plain(b);
    Shape shape = Shape.of(a.shape().dim(turnA ? 1 : 0), b.shape().dim(turnB ? 0 : 1));
    return List.of(step.plain("MatMul", a.type(), shape, List.of(left, right)));
  }

  private static List<Tensor> batchMatMul(Step step) throws Refusal, MalformedGraphException {
    Tensor a = step.input(0);
    Tensor b = step.input(1);
    String left = turned(step, a, step.node().flag("adj_x", false));
    String right = turned(step, b, step.node().flag("adj_y", false));
    return List.of(
        step.plain(
            "MatMul",
            a.type(),
            Shape.ofRank(Math.max(step.rank(a), step.rank(b))),
            List.of(left, right)));
  }

  /** With its last two axes exchanged. */
  private static String turned(Step step, Tensor x, boolean turn) throws Refusal {
    if (!turn) {
      return step.out().plain(x);
    }
    int rank = step.rank(x);
    if (rank < 2) {
      throw new Refusal("a matrix of rank " + rank);
    }
    long[] order = new long[rank];
    Arrays.setAll(order, i -> i);
    order[rank - 1] = rank - 2L;
    order[rank - 2] = rank - 1L;
    return step.out().transpose(step.name() + "/" + x.name(), step.out().plain(x), order);
  }
}
