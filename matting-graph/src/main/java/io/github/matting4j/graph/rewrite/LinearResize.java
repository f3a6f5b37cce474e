package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Optional;
import java.util.Set;

/**
 * A bilinear resize between two grids that the file states.
 *
 * @param input the value that is resized
 * @param coordinates how ONNX names the mapping of positions
 * @param from its grid
 * @param to the grid of the result
 * @param rowScale rows per row, as the engine takes it
 * @param columnScale columns per column, as the engine takes it
 */
record LinearResize(
    String input, String coordinates, Grid from, Grid to, double rowScale, double columnScale) {
  private static final String HALF_PIXEL = "half_pixel";
  private static final String ALIGN_CORNERS = "align_corners";
  private static final String ASYMMETRIC = "asymmetric";
  private static final Set<String> COORDINATES = Set.of(HALF_PIXEL, ALIGN_CORNERS, ASYMMETRIC);

  /** The resize of a node, if it is one along rows and columns only. */
  static Optional<LinearResize> of(Node node, OnnxGraph graph, Grids grids)
      throws MalformedGraphException {
    if (!node.is("Resize")
        || !node.text("mode").equals("linear")
        || node.integer("antialias", 0) != 0
        || node.integer("exclude_outside", 0) != 0) {
      return Optional.empty();
    }
    String mode = node.text("coordinate_transformation_mode");
    String coordinates = mode.isEmpty() ? HALF_PIXEL : mode;
    Optional<Grid> from = grids.of(node.inputs().get(0));
    if (from.isEmpty() || !COORDINATES.contains(coordinates)) {
      return Optional.empty();
    }
    Optional<Grid> to = target(node, from.get(), graph);
    if (to.isEmpty()) {
      return Optional.empty();
    }
    double rows = (float) to.get().height() / from.get().height();
    double columns = (float) to.get().width() / from.get().width();
    Optional<Constant> scales = scales(node, graph);
    if (scales.isPresent()) {
      rows = scales.get().floats()[2];
      columns = scales.get().floats()[3];
    }
    return Optional.of(
        new LinearResize(node.inputs().get(0), coordinates, from.get(), to.get(), rows, columns));
  }

  /** The grid that a resize of any mode makes, if the file states it and it keeps the channels. */
  static Optional<Grid> target(Node node, Grid from, OnnxGraph graph)
      throws MalformedGraphException {
    String policy = node.text("keep_aspect_ratio_policy");
    if (!node.integers("axes").isEmpty() || !(policy.isEmpty() || policy.equals("stretch"))) {
      return Optional.empty();
    }
    Optional<Constant> scales = scales(node, graph);
    if (scales.isPresent()) {
      float[] factors = scales.get().floats();
      return factors[0] == 1 && factors[1] == 1
          ? Grid.of(
              (long) Math.floor(from.height() * factors[2]),
              (long) Math.floor(from.width() * factors[3]))
          : Optional.empty();
    }
    if (node.inputs().size() < 4) {
      return Optional.empty();
    }
    Optional<Constant> sizes = graph.constant(node.inputs().get(3));
    if (sizes.isEmpty() || !isVector(sizes.get(), Constant.INT64)) {
      return Optional.empty();
    }
    long[] dims = sizes.get().longs(); // the engine resizes pictures along rows and columns only
    return Grid.of(dims[2], dims[3]);
  }

  private static Optional<Constant> scales(Node node, OnnxGraph graph) {
    return node.inputs().size() < 3
        ? Optional.empty()
        : graph
            .constant(node.inputs().get(2))
            .filter(constant -> isVector(constant, Constant.FLOAT));
  }

  private static boolean isVector(Constant constant, long type) {
    return constant.type() == type && constant.dims().size() == 1 && constant.dim(0) == 4;
  }

  /** What each row of the result takes from each row of the input. */
  double[][] rows() {
    return weights(from.height(), to.height(), rowScale);
  }

  /** What each column of the result takes from each column of the input. */
  double[][] columns() {
    return weights(from.width(), to.width(), columnScale);
  }

  private double[][] weights(int cells, int results, double scale) {
    double[][] weights = new double[results][cells];
    for (int i = 0; i < results; i++) {
      double position = Math.min(Math.max(position(i, cells, results, scale), 0), cells - 1);
      int lower = (int) position;
      double upper = position - lower;
      weights[i][lower] += 1 - upper;
      if (upper > 0) {
        weights[i][lower + 1] += upper;
      }
    }
    return weights;
  }

  private double position(int i, int cells, int results, double scale) {
    return switch (coordinates) {
      case ALIGN_CORNERS -> results == 1 ? 0 : (double) i * (cells - 1) / (results - 1);
      case ASYMMETRIC -> i / scale;
      default -> (i + 0.5) / scale - 0.5;
    };
  }
}
