package io.github.matting4j.testdata.networks;

import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers that change the grid of a feature map and have no weights: resizes, padding, pools
 * with a fixed window. In a dynamic graph target sizes are read from other tensors. Not
 * thread-safe.
 */
final class Resampling {

  private final GraphBuilder graph;
  private final boolean dynamic;
  private final Map<String, String> gridSizes = new HashMap<>();

  Resampling(GraphBuilder graph, boolean dynamic) {
    this.graph = graph;
    this.dynamic = dynamic;
  }

  /** Bilinear, half-pixel centres, by a factor. */
  Feature bilinear(Feature x, double factor) {
    return byFactor(x, factor, "linear", "half_pixel");
  }

  /** Nearest neighbour, rounding down, twice as large. */
  Feature nearestDoubled(Feature x) {
    return byFactor(x, 2, "nearest", "asymmetric");
  }

  /** Bilinear, half-pixel centres, to the grid of another feature map; nothing if it has it. */
  Feature bilinearLike(Feature x, Feature target) {
    if (x.sameGridAs(target)) {
      return x;
    }
    String sizes =
        dynamic
            ? graph.node(
                "Concat", List.of(leadingSizes(x), gridSize(target)), Attribute.of("axis", 0))
            : graph.ints(1, x.channels(), target.height(), target.width());
    String tensor =
        graph.node("Resize", List.of(x.tensor(), "", "", sizes), modes("linear", "half_pixel"));
    return x.withTensor(tensor).withGrid(target.height(), target.width());
  }

  /** Zeros on all four sides. */
  Feature padded(Feature x, int margin) {
    String pads = graph.ints(0, 0, margin, margin, 0, 0, margin, margin);
    String tensor = graph.node("Pad", List.of(x.tensor(), pads), Attribute.of("mode", "constant"));
    return x.withTensor(tensor).withGrid(x.height() + 2 * margin, x.width() + 2 * margin);
  }

  /** Means of whole, disjoint windows; cells beyond the last whole window are dropped. */
  Feature windowMeans(Feature x, int side) {
    return pool("AveragePool", x, side, side, 0, Attribute.of("count_include_pad", 0));
  }

  /** Means of 3×3 windows at every second cell; cells outside do not count. */
  Feature overlappingMeans(Feature x) {
    return pool("AveragePool", x, 3, 2, 1, Attribute.of("count_include_pad", 0));
  }

  /** Means of 2×2 windows, the last ones smaller where the size is odd. */
  Feature halvedMeans(Feature x) {
    Feature y =
        pool(
            "AveragePool",
            x,
            2,
            2,
            0,
            Attribute.of("ceil_mode", 1),
            Attribute.of("count_include_pad", 0));
    return y.withGrid((x.height() + 1) / 2, (x.width() + 1) / 2);
  }

  /** Maxima of 3×3 windows at every second cell. */
  Feature overlappingMaxima(Feature x) {
    return pool("MaxPool", x, 3, 2, 1);
  }

  private Feature pool(
      String operator, Feature x, int kernel, int stride, int pad, Attribute... more) {
    Attribute[] attributes = new Attribute[3 + more.length];
    attributes[0] = Attribute.ints("kernel_shape", kernel, kernel);
    attributes[1] = Attribute.ints("strides", stride, stride);
    attributes[2] = Attribute.ints("pads", pad, pad, pad, pad);
    System.arraycopy(more, 0, attributes, 3, more.length);
    return x.withTensor(graph.node(operator, List.of(x.tensor()), attributes))
        .withGrid(
            (x.height() + 2 * pad - kernel) / stride + 1,
            (x.width() + 2 * pad - kernel) / stride + 1);
  }

  private Feature byFactor(Feature x, double factor, String mode, String coordinates) {
    String scales = graph.floats(1, 1, (float) factor, (float) factor);
    String tensor = graph.node("Resize", List.of(x.tensor(), "", scales), modes(mode, coordinates));
    return x.withTensor(tensor).withGrid((int) (x.height() * factor), (int) (x.width() * factor));
  }

  private static Attribute[] modes(String mode, String coordinates) {
    return new Attribute[] {
      Attribute.of("mode", mode),
      Attribute.of("coordinate_transformation_mode", coordinates),
      Attribute.of("nearest_mode", "floor")
    };
  }

  private String leadingSizes(Feature x) {
    return slice(graph.node("Shape", List.of(x.tensor())), 0, 2);
  }

  /** Height and width of a tensor at run time, read once however often they are needed. */
  private String gridSize(Feature x) {
    return gridSizes.computeIfAbsent(
        x.tensor(), tensor -> slice(graph.node("Shape", List.of(tensor)), 2, 4));
  }

  private String slice(String vector, long from, long to) {
    return graph.node("Slice", List.of(vector, graph.ints(from), graph.ints(to), graph.ints(0)));
  }
}
