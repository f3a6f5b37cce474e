package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows and columns of values, where they follow from the file: float tensors of N×C×H×W of a graph
 * of fixed size. Absent values are unknown.
 */
final class Grids {
  private static final Set<String> POOLS = Set.of("AveragePool", "MaxPool");
  private static final Set<String> GLOBAL = Set.of("GlobalAveragePool", "GlobalMaxPool");
  private static final Set<String> ELEMENTWISE = Set.of("Add", "Sub", "Mul", "Div", "Max", "Min");

  private final Map<String, Grid> grids = new HashMap<>();

  private Grids() {}

  static Grids of(OnnxGraph graph) throws MalformedGraphException {
    Grids grids = new Grids();
    for (TensorInfo input : graph.declaredInputs()) {
      if (input.type() == Constant.FLOAT && input.rank() == 4) {
        grids.put(input.name(), input.dim(2), input.dim(3));
      }
    }
    for (Node node : graph.nodes()) {
      grids.follow(node, graph);
    }
    return grids;
  }

  /** The grid of a value, if it is known. */
  Optional<Grid> of(String value) {
    return Optional.ofNullable(grids.get(value));
  }

  private void put(String value, long height, long width) {
    Grid.of(height, width).ifPresent(grid -> grids.put(value, grid));
  }

  private void follow(Node node, OnnxGraph graph) throws MalformedGraphException {
    if (node.inputs().isEmpty() || !node.domain().isEmpty() || node.outputs().isEmpty()) {
      return;
    }
    if (ELEMENTWISE.contains(node.operator())) {
      broadcast(node, graph);
      return;
    }
    Optional<Grid> found = of(node.inputs().get(0));
    if (found.isEmpty()) {
      return;
    }
    Grid grid = found.get();
    if (node.is("Conv")) {
      Optional<ConvWeights> weights = ConvWeights.of(node, graph);
      if (weights.isPresent()) {
        List<Long> dims = weights.get().constant().dims();
        window(node, grid, dims.subList(2, 4));
      }
    } else if (POOLS.contains(node.operator()) && node.integers("kernel_shape").size() == 2) {
      window(node, grid, node.integers("kernel_shape"));
    } else if (GLOBAL.contains(node.operator())) {
      put(node.outputs().get(0), 1, 1);
    } else if (node.is("Resize")) {
      Optional<Grid> to = LinearResize.target(node, grid, graph);
      to.ifPresent(g -> put(node.output(), g.height(), g.width()));
    } else if (ChannelCounts.padsGrid(node, graph)) {
      long[] pads = graph.constant(node.inputs().get(1)).orElseThrow().longs();
      put(node.output(), grid.height() + pads[2] + pads[6], grid.width() + pads[3] + pads[7]);
    } else if (keeps(node, graph)) {
      node.outputs().forEach(output -> put(output, grid.height(), grid.width()));
    }
  }

  private void window(Node node, Grid grid, List<Long> kernel) throws MalformedGraphException {
    Optional<Window> rows = Window.of(node, 0, kernel.get(0), grid.height());
    Optional<Window> columns = Window.of(node, 1, kernel.get(1), grid.width());
    if (rows.isPresent() && columns.isPresent()) {
      put(node.outputs().get(0), rows.get().outputs(), columns.get().outputs());
    }
  }

  /** Whether all outputs have the grid of the first input. */
  private static boolean keeps(Node node, OnnxGraph graph) throws MalformedGraphException {
    return ChannelCounts.keepsChannels(node)
        || joinsChannels(node)
        || node.is("Softmax")
        || ChannelReduction.is("ReduceMean", node, graph)
        || ChannelReduction.is("ReduceMax", node, graph)
        || (node.operator().equals("Split") && node.integer("axis", 0) == 1)
        || (node.is("Slice") && slicesChannels(node, graph));
  }

  /** Whether the node joins at least two values along the channels. */
  static boolean joinsChannels(Node node) throws MalformedGraphException {
    long axis = node.is("Concat") && node.inputs().size() > 1 ? node.integer("axis", 0) : 0;
    return axis == 1 || axis == -3;
  }

  private static boolean slicesChannels(Node slice, OnnxGraph graph)
      throws MalformedGraphException {
    if (slice.inputs().size() < 4) {
      return false;
    }
    Optional<Constant> axes = graph.constant(slice.inputs().get(3));
    return axes.isPresent()
        && axes.get().dims().equals(List.of(1L))
        && Arrays.equals(axes.get().longs(), new long[] {1});
  }

  /** The larger of all operands; unknown if one of them is. */
  private void broadcast(Node node, OnnxGraph graph) {
    int height = 1;
    int width = 1;
    for (String input : node.inputs()) {
      Optional<Grid> grid = of(input).or(() -> constantGrid(input, graph));
      if (grid.isEmpty()) {
        return;
      }
      height = Math.max(height, grid.get().height());
      width = Math.max(width, grid.get().width());
    }
    put(node.outputs().get(0), height, width);
  }

  /** That of a constant of one number, or of one number per channel. */
  private static Optional<Grid> constantGrid(String name, OnnxGraph graph) {
    return graph
        .constant(name)
        .filter(
            constant -> {
              List<Long> dims = constant.dims();
              int rank = dims.size();
              return rank <= 4
                  && dims.subList(Math.max(0, rank - 2), rank).stream().allMatch(dim -> dim == 1);
            })
        .map(constant -> new Grid(1, 1));
  }
}
