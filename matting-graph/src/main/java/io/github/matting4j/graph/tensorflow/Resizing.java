package io.github.matting4j.graph.tensorflow;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.tensorflow.program.ElementType;
import io.github.matting4j.graph.tensorflow.program.Shape;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import java.util.List;
import java.util.Map;

/** Resizing of pictures, with the coordinates of each of TensorFlow's modes; never antialiased. */
final class Resizing {
  private static final String MODE = "coordinate_transformation_mode";

  private Resizing() {}

  static void register(Map<String, OperatorRule> rules) {
    rules.put("ResizeBilinear", Resizing::bilinear);
    rules.put("ResizeNearestNeighbor", Resizing::nearest);
  }

  private static List<Tensor> bilinear(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Emitter out = step.out();
    if (x.type() != ElementType.FLOAT) { // the result is always a float
      String value = out.cast(step.name() + "/float", out.channelsFirst(x), ElementType.FLOAT);
      x = Tensor.channelsFirst(x.name(), ElementType.FLOAT, x.shape(), value);
    }
    return resized(
        step, x, Node.attribute("mode", "linear"), Node.attribute(MODE, coordinates(step)));
  }

  private static String coordinates(Step step) throws Refusal, MalformedGraphException {
    boolean corners = step.node().flag("align_corners", false);
    boolean centres = step.node().flag("half_pixel_centers", false);
    if (corners && centres) {
      throw new Refusal("both align_corners and half_pixel_centers");
    }
    return corners ? "align_corners" : centres ? "half_pixel" : "asymmetric";
  }

  private static List<Tensor> nearest(Step step) throws Refusal, MalformedGraphException {
    String coordinates = coordinates(step);
    return resized(
        step,
        step.input(0),
        Node.attribute("mode", "nearest"),
        Node.attribute(MODE, coordinates),
        Node.attribute(
            "nearest_mode", coordinates.equals("asymmetric") ? "floor" : "round_prefer_ceil"));
  }

  private static List<Tensor> resized(Step step, Tensor x, WireField... attributes)
      throws Refusal, MalformedGraphException {
    Emitter out = step.out();
    if (x.shape().hasRank() && !x.shape().hasRank(4)) {
      throw new Refusal("an input of rank " + x.shape().rank());
    }
    Tensor size = step.input(1);
    long[] dims = {x.shape().dim(0), Shape.OPEN, Shape.OPEN, x.shape().dim(3)};
    long[] known = size.integers();
    if (known != null && known.length == 2) {
      dims[1] = known[0] == Tensor.OPEN ? Shape.OPEN : known[0];
      dims[2] = known[1] == Tensor.OPEN ? Shape.OPEN : known[1];
    }
    Shape shape = Shape.of(dims);
    String value = out.channelsFirst(x);
    String sizes;
    if (shape.isKnown()) {
      sizes = out.longs(dims[0], dims[3], dims[1], dims[2]);
    } else {
      String before =
          dims[0] >= 0 && dims[3] >= 0
              ? out.longs(dims[0], dims[3])
              : out.node(
                  "Slice",
                  step.name() + "/batch",
                  List.of(
                      out.node("Shape", step.name() + "/shape", List.of(value)),
                      out.longs(0),
                      out.longs(2)));
      sizes =
          out.node(
              "Concat",
              step.name() + "/sizes",
              List.of(before, out.sizes(size)),
              Node.attribute("axis", 0));
    }
    String result = out.node("Resize", step.name(), List.of(value, "", "", sizes), attributes);
    return List.of(Tensor.channelsFirst(step.name(), x.type(), shape, result));
  }
}
