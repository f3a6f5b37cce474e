package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution that computes blocks of 2×2 pixels: its outputs 4o to 4o + 3 are output o of the
 * upper left, upper right, lower left and lower right pixel of a block.
 *
 * @param weights those of the convolution of single pixels
 * @param rows how that moves along the rows: by one cell, without gaps
 * @param columns likewise
 */
record PixelBlocks(ConvWeights weights, Window rows, Window columns) {
  static final int SIDE = 2;
  static final int PIXELS = SIDE * SIDE;

  /** What a convolution of blocks reads. */
  enum Input {
    /** Single pixels, a block at a time. */
    PIXELS,
    /** One cell for each block, which all its pixels equal. */
    CELLS,
    /** Blocks, laid out as the results. */
    BLOCKS
  }

  private static int lowest(Window window) {
    return Math.floorDiv(-window.before(), SIDE);
  }

  /** Taps along an axis of a convolution that reads cells or blocks. */
  static int taps(Window window) {
    return Math.floorDiv(window.kernel() - window.before(), SIDE) - lowest(window) + 1;
  }

  /** Zeros after the last block. */
  private static int after(Window window, int cells) {
    return window.outputs() / SIDE + taps(window) - 1 + lowest(window) - cells / SIDE;
  }

  /** Whether both the input and the result, along an axis, consist of blocks. */
  static boolean fits(Window window, int cells) {
    return window.stride() == 1
        && window.dilation() == 1
        && cells % SIDE == 0
        && window.outputs() % SIDE == 0
        && after(window, cells) >= 0;
  }

  /**
   * The convolution of blocks.
   *
   * @param value what it reads
   * @param from first channel of the weights that it uses
   * @param to the channel after the last one
   * @param grid of single pixels that the convolution of single pixels reads
   * @param bias of the convolution of single pixels; empty for none
   */
  Node conv(
      Input input,
      String value,
      int from,
      int to,
      Grid grid,
      float[] bias,
      String result,
      OnnxGraph graph)
      throws MalformedGraphException {
    String base = weights.constant().name() + ".blocks";
    List<String> operands = new ArrayList<>(List.of(value));
    operands.add(graph.add(constant(input, from, to, graph.freshName(base))).name());
    if (bias.length > 0) {
      float[] repeated = new float[PIXELS * bias.length];
      for (int i = 0; i < repeated.length; i++) {
        repeated[i] = bias[i / PIXELS];
      }
      String name = graph.freshName(base + ".bias");
      operands.add(graph.add(Constant.floats(name, repeated, repeated.length)).name());
    }
    return Node.of("Conv", operands, result, attributes(input, grid));
  }

  private WireField[] attributes(Input input, Grid grid) {
    if (input == Input.PIXELS) {
      long below = rows.outputs() + rows.kernel() - 1L - grid.height() - rows.before();
      long right = columns.outputs() + columns.kernel() - 1L - grid.width() - columns.before();
      return new WireField[] {
        Node.attribute("strides", List.of((long) SIDE, (long) SIDE)),
        Node.attribute("pads", List.of((long) rows.before(), (long) columns.before(), below, right))
      };
    }
    return new WireField[] {
      Node.attribute(
          "pads",
          List.of(
              (long) -lowest(rows),
              (long) -lowest(columns),
              (long) after(rows, grid.height()),
              (long) after(columns, grid.width())))
    };
  }

  private Constant constant(Input input, int from, int to, String name)
      throws MalformedGraphException {
    boolean pixels = input == Input.PIXELS;
    int spread = input == Input.BLOCKS ? PIXELS : 1;
    int height = pixels ? rows.kernel() + 1 : taps(rows);
    int width = pixels ? columns.kernel() + 1 : taps(columns);
    int outputs = Math.toIntExact(weights.outputs());
    int all = Math.toIntExact(weights.inputs());
    int inputs = (to - from) * spread;
    float[] single = weights.constant().floats();
    double[] blocks = new double[PIXELS * outputs * inputs * height * width];
    for (int o = 0; o < PIXELS * outputs; o++) {
      for (int i = from; i < to; i++) {
        for (int r = 0; r < rows.kernel(); r++) {
          for (int c = 0; c < columns.kernel(); c++) {
            int y = o % PIXELS / SIDE + r; // where this tap of this pixel lies
            int x = o % SIDE + c;
            int channel = (i - from) * spread;
            if (!pixels) {
              y -= rows.before();
              x -= columns.before();
              channel += spread == 1 ? 0 : Math.floorMod(y, SIDE) * SIDE + Math.floorMod(x, SIDE);
              y = Math.floorDiv(y, SIDE) - lowest(rows);
              x = Math.floorDiv(x, SIDE) - lowest(columns);
            }
            blocks[((o * inputs + channel) * height + y) * width + x] +=
                single[(((o / PIXELS) * all + i) * rows.kernel() + r) * columns.kernel() + c];
          }
        }
      }
    }
    float[] values = new float[blocks.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) blocks[i];
    }
    return Constant.floats(name, values, (long) PIXELS * outputs, inputs, height, width);
  }
}
