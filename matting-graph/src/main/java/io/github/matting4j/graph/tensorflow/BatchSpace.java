package io.github.matting4j.graph.tensorflow;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.tensorflow.program.ElementType;
import io.github.matting4j.graph.tensorflow.program.Shape;
import io.github.matting4j.graph.tensorflow.program.TensorData;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cells of pictures moved into the batch and back, of any size. Those around a convolution with
 * constant paddings do not come here: they are one dilated convolution.
 */
final class BatchSpace {
  private BatchSpace() {}

  static void register(Map<String, OperatorRule> rules) {
    rules.put("SpaceToBatchND", BatchSpace::spread);
    rules.put("BatchToSpaceND", BatchSpace::gathered);
  }

  private static long[] block(Step step) throws Refusal, MalformedGraphException {
    long[] block = step.constantIntegers(1);
    if (block.length != 2 || !step.input(0).shape().hasRank(4)) {
      throw new Refusal("other than rows and columns of pictures");
    }
    if (block[0] < 1 || block[1] < 1 || block[0] > 1 << 10 || block[1] > 1 << 10) {
      throw new MalformedGraphException("node '" + step.name() + "' has blocks of " + block[0]);
    }
    return block;
  }

  private static List<Tensor> spread(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    long[] block = block(step);
    String none = out.node("Reshape", "none", List.of(out.longs(0, 0), out.longs(1, 2)));
    String pairs =
        out.node(
            "Concat",
            step.name() + "/pairs",
            List.of(none, out.sizes(step.input(2)), none),
            Node.attribute("axis", 0));
    String pads =
        out.node(
            "Reshape",
            step.name() + "/pads",
            List.of(out.transpose(step.name() + "/columns", pairs, 1, 0), out.longs(-1)));
    String padded = out.node("Pad", step.name() + "/padded", List.of(out.plain(x), pads));
    Sizes sizes = new Sizes(step, padded);
    String rows = sizes.over(1, block[0]);
    String columns = sizes.over(2, block[1]);
    String cells =
        sizes.reshape(
            padded,
            List.of(
                sizes.of(0), rows, out.longs(block[0]), columns, out.longs(block[1]), sizes.of(3)));
    String moved = out.transpose(step.name() + "/moved", cells, 2, 4, 0, 1, 3, 5);
    String value = sizes.reshape(moved, List.of(out.longs(-1), rows, columns, sizes.of(3)));
    Shape shape = Shape.ofRank(4).with(3, x.shape().dim(3));
    return List.of(Tensor.plain(step.name(), x.type(), shape, value));
  }

  private static List<Tensor> gathered(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    long[] block = block(step);
    String batches = out.plain(x);
    Sizes sizes = new Sizes(step, batches);
    String cells =
        sizes.reshape(
            batches,
            List.of(
                out.longs(block[0]),
                out.longs(block[1]),
                out.longs(-1),
                sizes.of(1),
                sizes.of(2),
                sizes.of(3)));
    String moved = out.transpose(step.name() + "/moved", cells, 2, 3, 0, 4, 1, 5);
    String rows = sizes.times(1, block[0]);
    String columns = sizes.times(2, block[1]);
    String whole = sizes.reshape(moved, List.of(out.longs(-1), rows, columns, sizes.of(3)));
    String crops = out.transpose(step.name() + "/crops", out.sizes(step.input(2)), 1, 0);
    String begin = row(step, crops, 0);
    String sides =
        out.node(
            "Concat", step.name() + "/sides", List.of(rows, columns), Node.attribute("axis", 0));
    String end = out.node("Sub", step.name() + "/end", List.of(sides, row(step, crops, 1)));
    String value = out.node("Slice", step.name(), List.of(whole, begin, end, out.longs(1, 2)));
    Shape shape = Shape.ofRank(4).with(3, x.shape().dim(3));
    return List.of(Tensor.plain(step.name(), x.type(), shape, value));
  }

  private static String row(Step step, String matrix, int row) {
    Emitter out = step.out();
    String index = out.constant("index", TensorData.integers(ElementType.INT64, true, row));
    return out.node(
        "Gather", step.name() + "/row", List.of(matrix, index), Node.attribute("axis", 0));
  }

  /** The sizes of a value as values, each a list of one. */
  private static final class Sizes {
    private final Step step;
    private final List<String> parts = new ArrayList<>();

    Sizes(Step step, String of) {
      this.step = step;
      Emitter out = step.out();
      String shape = out.node("Shape", step.name() + "/shape", List.of(of));
      for (int i = 0; i < 4; i++) {
        parts.add(
            out.node(
                "Slice", step.name() + "/size", List.of(shape, out.longs(i), out.longs(i + 1))));
      }
    }

    String of(int axis) {
      return parts.get(axis);
    }

    String over(int axis, long divisor) {
      Emitter out = step.out();
      return out.node("Div", step.name() + "/size", List.of(of(axis), out.longs(divisor)));
    }

    String times(int axis, long factor) {
      Emitter out = step.out();
      return out.node("Mul", step.name() + "/size", List.of(of(axis), out.longs(factor)));
    }

    String reshape(String value, List<String> sizes) {
      Emitter out = step.out();
      String shape = out.node("Concat", step.name() + "/sizes", sizes, Node.attribute("axis", 0));
      return out.node("Reshape", step.name() + "/cells", List.of(value, shape));
    }
  }
}
