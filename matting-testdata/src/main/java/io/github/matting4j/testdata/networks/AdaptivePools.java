package io.github.matting4j.testdata.networks;

import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TensorPayload;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Average pooling to a square of bins, in the ways of {@link AdaptivePooling}. Not thread-safe.
 *
 * <p>The exact way is Y = R·X·Cᵀ: row b of R holds 1/length in the cells of bin b. In a dynamic
 * graph the graph computes R and C itself from the shape of X.
 */
final class AdaptivePools {

  private final FeatureGraph features;
  private final GraphBuilder graph;
  private final AdaptivePooling method;
  private final boolean dynamic;
  private final Map<String, String> matrices = new HashMap<>();

  AdaptivePools(FeatureGraph features, AdaptivePooling method, boolean dynamic) {
    this.features = features;
    this.graph = features.graph();
    this.method = method;
    this.dynamic = dynamic;
  }

  /** The means of bins × bins windows that cover {@code x}. */
  Feature pool(Feature x, int bins) {
    long windowCells = (long) (x.height() / bins) * (x.width() / bins);
    Feature y = pooled(x, bins).withGrid(bins, bins);
    features.countPool(y.elements() * (windowCells + 1));
    return y;
  }

  private Feature pooled(Feature x, int bins) {
    if (bins == 1) {
      return features.unary("GlobalAveragePool", x);
    }
    if (method == AdaptivePooling.EXPORTER) {
      return exported(x, bins);
    }
    String rows = dynamic ? matrixOf(x, 2, bins) : matrix(x.height(), bins);
    String columns = dynamic ? matrixOf(x, 3, bins) : matrix(x.width(), bins);
    String pooledRows = graph.node("MatMul", List.of(rows, x.tensor()));
    String across = graph.node("Transpose", List.of(columns), Attribute.ints("perm", 1, 0));
    return x.withTensor(graph.node("MatMul", List.of(pooledRows, across)));
  }

  private Feature exported(Feature x, int bins) {
    if (dynamic) {
      throw new IllegalArgumentException(
          "adaptive pooling as exporters write it needs a fixed size; use AdaptivePooling.EXACT");
    }
    int down = x.height() / bins;
    int right = x.width() / bins;
    if (down == 0 || right == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "adaptive pooling of %dx%d cells to %d bins as exporters write it has stride 0;"
                  + " use a larger input or AdaptivePooling.EXACT",
              x.width(),
              x.height(),
              bins));
    }
    return features.unary(
        "AveragePool",
        x,
        Attribute.ints(
            "kernel_shape", x.height() - (bins - 1L) * down, x.width() - (bins - 1L) * right),
        Attribute.ints("strides", down, right),
        Attribute.ints("pads", 0, 0, 0, 0),
        Attribute.of("count_include_pad", 0));
  }

  private String matrix(int cells, int bins) {
    return matrices.computeIfAbsent(
        "adaptive_pool_" + cells + "_to_" + bins, name -> newMatrix(name, cells, bins));
  }

  private String newMatrix(String name, int cells, int bins) {
    TensorPayload payload =
        sink -> {
          for (int bin = 0; bin < bins; bin++) {
            int start = bin * cells / bins;
            int end = ((bin + 1) * cells + bins - 1) / bins;
            for (int cell = 0; cell < cells; cell++) {
              sink.putFloat(cell >= start && cell < end ? 1f / (end - start) : 0f);
            }
          }
        };
    return graph.tensor(name, ElementType.FLOAT, payload, bins, cells);
  }

  /** The nodes that compute the matrix [bins, cells] for one axis of {@code x}. */
  private String matrixOf(Feature x, int axis, int bins) {
    String shape = graph.node("Shape", List.of(x.tensor()));
    String cells = graph.node("Gather", List.of(shape, graph.scalar(axis)));
    String starts = binEdges(cells, bins, 0, 0);
    String ends = binEdges(cells, bins, 1, bins - 1L);
    String cell = graph.node("Range", List.of(graph.scalar(0L), cells, graph.scalar(1L)));
    String before = graph.node("Less", List.of(cell, starts));
    String reached = graph.node("Not", List.of(before));
    String inside = graph.node("And", List.of(reached, graph.node("Less", List.of(cell, ends))));
    String lengths = asFloat(graph.node("Sub", List.of(ends, starts)));
    return graph.node("Div", List.of(asFloat(inside), lengths));
  }

  /** floor(((bin + shift) · cells + roundUp) / bins) for every bin, as a column. */
  private String binEdges(String cells, int bins, long shift, long roundUp) {
    long[] numbers = new long[bins];
    for (int bin = 0; bin < bins; bin++) {
      numbers[bin] = bin + shift;
    }
    String column = graph.node("Unsqueeze", List.of(graph.ints(numbers), graph.ints(1)));
    String product = graph.node("Mul", List.of(column, cells));
    String rounded = graph.node("Add", List.of(product, graph.scalar(roundUp)));
    return graph.node("Div", List.of(rounded, graph.scalar((long) bins)));
  }

  private String asFloat(String tensor) {
    return graph.node("Cast", List.of(tensor), Attribute.of("to", ElementType.FLOAT.code()));
  }
}
