package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.List;
import java.util.Optional;

/**
 * How a convolution or a pool moves its kernel along one axis.
 *
 * @param kernel taps
 * @param stride distance of two results
 * @param dilation distance of two taps
 * @param before zeros before the first cell
 * @param outputs number of results
 */
record Window(int kernel, int stride, int dilation, int before, int outputs) {
  private static final int MAX = 1 << 12;

  /**
   * The window along rows (axis 0) or columns (axis 1).
   *
   * @param kernel taps
   * @param cells length of the input along the axis
   * @return empty if the attributes are not understood or leave nothing
   */
  static Optional<Window> of(Node node, int axis, long kernel, int cells)
      throws MalformedGraphException {
    long stride = at(node.integers("strides"), axis, 1);
    long dilation = at(node.integers("dilations"), axis, 1);
    if (!isSmall(kernel) || !isSmall(stride) || !isSmall(dilation)) {
      return Optional.empty();
    }
    long reach = dilation * (kernel - 1) + 1;
    long before;
    long all;
    switch (node.text("auto_pad")) {
      case "", "NOTSET" -> {
        List<Long> pads = node.integers("pads");
        before = at(pads, axis, 0);
        all = before + at(pads, axis + 2, 0);
      }
      case "VALID" -> {
        before = 0;
        all = 0;
      }
      case "SAME_UPPER" -> {
        all = Math.max(0, ((cells + stride - 1) / stride - 1) * stride + reach - cells);
        before = all / 2;
      }
      default -> {
        return Optional.empty();
      }
    }
    long room = cells + all - reach;
    boolean exact = node.integer("ceil_mode", 0) == 0 || room % stride == 0;
    return before < 0 || before > MAX || all < before || all > 2 * MAX || room < 0 || !exact
        ? Optional.empty()
        : Optional.of(
            new Window(
                (int) kernel,
                (int) stride,
                (int) dilation,
                (int) before,
                (int) (room / stride) + 1));
  }

  private static boolean isSmall(long value) {
    return value > 0 && value <= MAX;
  }

  private static long at(List<Long> values, int i, long otherwise) {
    return i < values.size() ? values.get(i) : otherwise;
  }
}
