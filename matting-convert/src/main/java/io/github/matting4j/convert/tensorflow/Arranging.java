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

/** Tensors joined, repeated, padded, filled, and cells turned into channels. */
final class Arranging {
  private Arranging() {}

  static void register(Map<String, OperatorRule> rules) {
    rules.put("ConcatV2", step -> concat(step, step.inputs().size() - 1, 0));
    rules.put("Concat", step -> concat(step, 0, 1));
    rules.put("Tile", Arranging::tile);
    rules.put("Pad", step -> pad(step, "constant"));
    rules.put("PadV2", step -> pad(step, "constant"));
    rules.put("MirrorPad", Arranging::mirrorPad);
    rules.put("Fill", Arranging::fill);
    rules.put("BroadcastTo", Arranging::broadcastTo);
    rules.put("ZerosLike", step -> like(step, 0));
    rules.put("OnesLike", step -> like(step, 1));
    rules.put("Range", Arranging::range);
    rules.put("SpaceToDepth", Arranging::spaceToDepth);
    rules.put("DepthToSpace", Arranging::depthToSpace);
  }

  /** Of the inputs, without the one that holds the axis. */
  private static List<Tensor> concat(Step step, int axisAt, int from)
      throws Refusal, MalformedGraphException {
    Emitter out = step.out();
    List<Tensor> parts = new ArrayList<>();
    int rank = -1;
    for (int i = from; i < from + step.inputs().size() - 1; i++) {
      parts.add(step.input(i));
      rank = Math.max(rank, step.input(i).shape().rank());
    }
    if (parts.isEmpty() || rank < 1) {
      throw new Refusal("tensors of unknown rank");
    }
    int axis = step.axis(step.constantInteger(axisAt), rank);
    Shape shape = parts.get(0).shape().hasRank() ? parts.get(0).shape() : Shape.ofRank(rank);
    long size = 0;
    boolean first = rank == 4;
    boolean any = false;
    for (Tensor part : parts) {
      if (part.shape().hasRank() && part.shape().rank() != rank) {
        throw new MalformedGraphException(
            "node '" + step.name() + "' joins tensors of unlike rank");
      }
      long one = part.shape().dim(axis);
      size = one < 0 || size < 0 ? Shape.OPEN : size + one;
      first &= part.constant() == null && part.shape().hasRank(4);
      any |= part.isChannelsFirst();
    }
    for (Tensor part : parts) { // sizes that one of them knows
      for (int i = 0; i < rank; i++) {
        if (shape.dim(i) < 0 && part.shape().dim(i) >= 0) {
          shape = shape.with(i, part.shape().dim(i));
        }
      }
    }
    shape = shape.with(axis, size);
    boolean moved = first && any;
    int at = moved ? new int[] {0, 2, 3, 1}[axis] : axis;
    List<String> values = new ArrayList<>();
    for (Tensor part : parts) {
      values.add(moved ? out.channelsFirst(part) : out.plain(part));
    }
    ElementType type = parts.get(0).type();
    String value = out.node("Concat", step.name(), values, Node.attribute("axis", at));
    Tensor result =
        moved
            ? Tensor.channelsFirst(step.name(), type, shape, value)
            : Tensor.plain(step.name(), type, shape, value);
    return List.of(rank == 1 ? result.with(Reshaping.joined(parts)) : result);
  }

  private static List<Tensor> tile(Step step) throws MalformedGraphException {
    Tensor x = step.input(0);
    Tensor times = step.input(1);
    Emitter out = step.out();
    Shape shape = x.shape().hasRank() ? Shape.ofRank(x.shape().rank()) : Shape.UNKNOWN;
    long[] known = times.integers();
    if (known != null && known.length == shape.rank()) {
      for (int i = 0; i < known.length; i++) {
        if (known[i] >= 0 && x.shape().dim(i) >= 0 && known[i] < 1 << 20) {
          shape = shape.with(i, known[i] * x.shape().dim(i));
        }
      }
    }
    return List.of(step.plain("Tile", x.type(), shape, List.of(out.plain(x), out.sizes(times))));
  }

  private static List<Tensor> mirrorPad(Step step) throws Refusal, MalformedGraphException {
    if (!step.node().text("mode", "").equals("REFLECT")) {
      throw new Refusal("mode " + step.node().text("mode", "none"));
    }
    return pad(step, "reflect");
  }

  private static List<Tensor> pad(Step step, String mode) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    int rank = step.rank(x);
    TensorData data = step.input(1).constant();
    if (data == null || !data.type().isInteger()) {
      return List.of(openPad(step, mode, rank));
    }
    long[] pairs = data.integers();
    if (pairs.length != 2 * rank) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' pads " + pairs.length / 2 + " axes of " + rank);
    }
    Shape shape = x.shape();
    boolean first = x.isChannelsFirst();
    int[] place = first ? new int[] {0, 2, 3, 1} : new int[] {0, 1, 2, 3, 4, 5, 6, 7};
    long[] pads = new long[2 * rank];
    for (int i = 0; i < rank; i++) {
      long before = pairs[2 * i];
      long after = pairs[2 * i + 1];
      if (before < 0 || after < 0 || before > 1 << 16 || after > 1 << 16) {
        throw new MalformedGraphException(
            "node '" + step.name() + "' pads by " + before + " and " + after);
      }
      pads[place[i]] = before;
      pads[rank + place[i]] = after;
      if (shape.dim(i) >= 0) {
        shape = shape.with(i, shape.dim(i) + before + after);
      }
    }
    String value =
        out.node(
            "Pad",
            step.name(),
            padInputs(step, first ? out.channelsFirst(x) : out.plain(x), out.longs(pads)),
            Node.attribute("mode", mode));
    return List.of(
        first
            ? Tensor.channelsFirst(step.name(), x.type(), shape, value)
            : Tensor.plain(step.name(), x.type(), shape, value));
  }

  private static List<String> padInputs(Step step, String x, String pads)
      throws MalformedGraphException {
    return step.inputs().size() > 2
        ? List.of(x, pads, step.out().plain(step.input(2)))
        : List.of(x, pads);
  }

  /** Pairs of before and after become all before, then all after. */
  private static Tensor openPad(Step step, String mode, int rank) throws MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    String columns = out.transpose(step.name() + "/columns", out.sizes(step.input(1)), 1, 0);
    String pads = out.node("Reshape", step.name() + "/pads", List.of(columns, out.longs(-1)));
    return step.plain(
        "Pad",
        x.type(),
        Shape.ofRank(rank),
        padInputs(step, out.plain(x), pads),
        Node.attribute("mode", mode));
  }

  private static Shape asked(Tensor sizes) {
    long[] known = sizes.integers();
    if (known != null) {
      return Shape.of(Arrays.stream(known).map(dim -> dim < 0 ? Shape.OPEN : dim).toArray());
    }
    long rank = sizes.shape().dim(0);
    return rank >= 0 && rank <= 8 ? Shape.ofRank((int) rank) : Shape.UNKNOWN;
  }

  private static List<Tensor> fill(Step step) throws MalformedGraphException {
    Tensor value = step.input(1);
    Emitter out = step.out();
    return List.of(
        step.plain(
            "Expand",
            value.type(),
            asked(step.input(0)),
            List.of(out.plain(value), out.sizes(step.input(0)))));
  }

  private static List<Tensor> broadcastTo(Step step) throws MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    return List.of(
        step.plain(
            "Expand",
            x.type(),
            asked(step.input(1)),
            List.of(out.plain(x), out.sizes(step.input(1)))));
  }

  private static List<Tensor> like(Step step, int value) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    if (x.type() == ElementType.BOOL || x.type() == ElementType.OTHER) {
      throw new Refusal("of truth values");
    }
    String shape = out.node("Shape", step.name() + "/shape", List.of(out.plain(x)));
    return List.of(
        step.plain("Expand", x.type(), x.shape(), List.of(out.scalar(x.type(), value), shape)));
  }

  private static List<Tensor> range(Step step) throws MalformedGraphException {
    Emitter out = step.out();
    return List.of(
        step.plain(
            "Range",
            step.input(0).type(),
            Shape.ofRank(1),
            List.of(out.plain(step.input(0)), out.plain(step.input(1)), out.plain(step.input(2)))));
  }

  private static long block(Step step) throws Refusal, MalformedGraphException {
    long block = step.node().integer("block_size", 0);
    if (block < 2 || block > 1 << 10) {
      throw new MalformedGraphException("node '" + step.name() + "' has blocks of " + block);
    }
    if (WindowGeometry.isChannelsFirst(step) || !step.input(0).shape().hasRank(4)) {
      throw new Refusal("channels first, or a tensor of unknown rank");
    }
    return block;
  }

  private static List<Tensor> spaceToDepth(Step step) throws Refusal, MalformedGraphException {
    long block = block(step);
    return List.of(blocks(step, "SpaceToDepth", 1, block));
  }

  private static List<Tensor> depthToSpace(Step step) throws Refusal, MalformedGraphException {
    long block = block(step);
    return List.of(blocks(step, "DepthToSpace", block, 1));
  }

  /** Rows and columns times {@code up} by {@code down}; both formats order channels alike. */
  private static Tensor blocks(Step step, String operator, long up, long down)
      throws MalformedGraphException {
    Tensor x = step.input(0);
    Shape shape = x.shape();
    for (int axis = 1; axis < 4; axis++) {
      long size = shape.dim(axis);
      long more = axis == 3 ? down * down : up;
      long less = axis == 3 ? up * up : down;
      shape = shape.with(axis, size < 0 ? Shape.OPEN : size * more / less);
    }
    String value =
        step.out()
            .node(
                operator,
                step.name(),
                List.of(step.out().channelsFirst(x)),
                Node.attribute("blocksize", Math.max(up, down)));
    return Tensor.channelsFirst(step.name(), x.type(), shape, value);
  }
}
