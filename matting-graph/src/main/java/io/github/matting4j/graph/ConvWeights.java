package io.github.matting4j.graph;

import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.List;
import java.util.Optional;

/**
 * The constant float weights of a two-dimensional convolution: outputs × inputs per group × rows ×
 * columns.
 */
public record ConvWeights(Constant constant) {

  /** Those of a node, if it is such a convolution. */
  public static Optional<ConvWeights> of(Node node, OnnxGraph graph) {
    if (!node.is("Conv") || node.inputs().size() < 2) {
      return Optional.empty();
    }
    return graph
        .constant(node.inputs().get(1))
        .filter(w -> w.type() == Constant.FLOAT && w.dims().size() == 4)
        .filter(w -> w.dims().stream().allMatch(dim -> dim > 0))
        .map(ConvWeights::new);
  }

  public long outputs() {
    return constant.dim(0);
  }

  public long inputs() {
    return constant.dim(1);
  }

  /** The same with every output's filter multiplied by a factor. */
  public Constant scaled(double[] factors, String name) throws MalformedGraphException {
    float[] values = constant.floats();
    int filter = values.length / factors.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factors[i / filter]);
    }
    return Constant.floats(name, values, dims());
  }

  private long[] dims() {
    return constant.dims().stream().mapToLong(Long::longValue).toArray();
  }

  /** What it does with the input channels {@code from} up to, not including, {@code to}. */
  public Constant inputs(int from, int to, String name) throws MalformedGraphException {
    return inputs(List.of(new int[] {from, to}), name);
  }

  /** What it does with the input channels of these ranges, each without its end, in their order. */
  public Constant inputs(List<int[]> ranges, String name) throws MalformedGraphException {
    float[] all = constant.floats();
    int plane = Math.toIntExact(constant.dim(2) * constant.dim(3));
    int filter = (int) inputs() * plane;
    int kept = ranges.stream().mapToInt(range -> range[1] - range[0]).sum();
    float[] part = new float[(int) outputs() * kept * plane];
    int at = 0;
    for (int o = 0; o < outputs(); o++) {
      for (int[] range : ranges) {
        int length = (range[1] - range[0]) * plane;
        System.arraycopy(all, o * filter + range[0] * plane, part, at, length);
        at += length;
      }
    }
    return Constant.floats(name, part, outputs(), kept, constant.dim(2), constant.dim(3));
  }

  /**
   * Weights of a 1×1 convolution with one output for each tap of each filter, over the input
   * channels {@code from} up to, not including, {@code to}. The outputs of a filter follow each
   * other, column by column.
   */
  public Constant taps(int from, int to, String name) throws MalformedGraphException {
    float[] all = constant.floats();
    int rows = Math.toIntExact(constant.dim(2));
    int columns = Math.toIntExact(constant.dim(3));
    int plane = rows * columns;
    int filter = (int) inputs() * plane;
    float[] taps = new float[(int) outputs() * plane * (to - from)];
    int at = 0;
    for (int o = 0; o < outputs(); o++) {
      for (int tap = 0; tap < plane; tap++) {
        int place = tap % rows * columns + tap / rows;
        for (int i = from; i < to; i++) {
          taps[at++] = all[o * filter + i * plane + place];
        }
      }
    }
    return Constant.floats(name, taps, outputs() * plane, to - from, 1, 1);
  }

  /**
   * Weights that compute two rows at once where the convolution moves by two rows: outputs 2o and
   * 2o + 1 are output o of the upper and of the lower row. The kernel is one row higher.
   */
  public Constant toRowPairs(String name) throws MalformedGraphException {
    int rows = Math.toIntExact(constant.dim(2));
    int columns = Math.toIntExact(constant.dim(3));
    int all = Math.toIntExact(outputs());
    int in = Math.toIntExact(inputs());
    float[] values = constant.floats();
    float[] paired = new float[2 * all * in * (rows + 1) * columns];
    for (int o = 0; o < all; o++) {
      for (int lower = 0; lower < 2; lower++) {
        for (int i = 0; i < in; i++) {
          System.arraycopy(
              values,
              (o * in + i) * rows * columns,
              paired,
              (((2 * o + lower) * in + i) * (rows + 1) + lower) * columns,
              rows * columns);
        }
      }
    }
    return Constant.floats(name, paired, 2L * all, in, rows + 1L, columns);
  }

  /**
   * Weights between values whose rows are in pairs: channels 2c and 2c + 1 are channel c of the
   * upper and of the lower row. The number of rows is odd, and so is that of the result.
   */
  public Constant betweenRowPairs(String name) throws MalformedGraphException {
    int rows = Math.toIntExact(constant.dim(2));
    int columns = Math.toIntExact(constant.dim(3));
    int all = Math.toIntExact(outputs());
    int in = Math.toIntExact(inputs());
    int above = (rows / 2 + 1) / 2;
    int pairs = 2 * above + 1;
    float[] values = constant.floats();
    float[] paired = new float[4 * all * in * pairs * columns];
    for (int o = 0; o < all; o++) {
      for (int lower = 0; lower < 2; lower++) {
        for (int i = 0; i < in; i++) {
          for (int row = 0; row < rows; row++) {
            int at = lower + row - rows / 2;
            int channel = 2 * i + Math.floorMod(at, 2);
            int pair = above + Math.floorDiv(at, 2);
            System.arraycopy(
                values,
                ((o * in + i) * rows + row) * columns,
                paired,
                (((2 * o + lower) * 2 * in + channel) * pairs + pair) * columns,
                columns);
          }
        }
      }
    }
    return Constant.floats(name, paired, 2L * all, 2L * in, pairs, columns);
  }
}
