package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a convolution or a pool looks: the same rules for both. Immutable.
 *
 * @param kernel height and width
 * @param strides down and across
 * @param dilations down and across
 * @param same whether the padding follows from the size, so that the result has size/stride
 * @param pads top, left, bottom, right; zeros if {@code same}
 * @param ceiling whether the number of positions is rounded up
 */
record SlidingWindow(
    List<Long> kernel,
    List<Long> strides,
    List<Long> dilations,
    boolean same,
    List<Long> pads,
    boolean ceiling) {
  private static final long MAX = 1 << 20;

  static SlidingWindow of(Operation operation, List<Long> kernel, boolean ceiling)
      throws InvalidProgramException {
    List<Long> strides = pair(operation, "strides", operation.integers("strides"), 1);
    List<Long> dilations = pair(operation, "dilations", operation.integers("dilations"), 1);
    pair(operation, "ksize", kernel, 1);
    String algorithm = operation.text("padding_algorithm", "EXPLICIT");
    return switch (algorithm) {
      case "VALID" ->
          new SlidingWindow(kernel, strides, dilations, false, List.of(0L, 0L, 0L, 0L), ceiling);
      // Paddle resets the dilation here
      case "SAME" -> same(kernel, strides);
      case "EXPLICIT" ->
          new SlidingWindow(kernel, strides, dilations, false, pads(operation), ceiling);
      default -> throw Checks.unsupported(operation, "padding " + algorithm);
    };
  }

  private static SlidingWindow same(List<Long> kernel, List<Long> strides) {
    boolean point = kernel.equals(List.of(1L, 1L));
    return new SlidingWindow(
        kernel, strides, List.of(1L, 1L), !point, List.of(0L, 0L, 0L, 0L), point);
  }

  private static List<Long> pads(Operation operation) throws InvalidProgramException {
    List<Long> pads = operation.integers("paddings");
    for (long pad : pads) {
      if (pad < 0 || pad > MAX) {
        throw Checks.unsupported(operation, "paddings " + pads);
      }
    }
    return switch (pads.size()) {
      case 0 -> List.of(0L, 0L, 0L, 0L);
      case 2 -> List.of(pads.get(0), pads.get(1), pads.get(0), pads.get(1));
      case 4 -> List.of(pads.get(0), pads.get(2), pads.get(1), pads.get(3));
      default -> throw Checks.unsupported(operation, "paddings " + pads);
    };
  }

  static List<Long> pair(Operation operation, String name, List<Long> values, long otherwise)
      throws InvalidProgramException {
    if (values.isEmpty()) {
      return List.of(otherwise, otherwise);
    }
    if (values.size() == 1) {
      return pair(operation, name, List.of(values.get(0), values.get(0)), otherwise);
    }
    if (values.size() != 2 || values.stream().anyMatch(value -> value < 1 || value > MAX)) {
      throw Checks.unsupported(operation, name + " " + values);
    }
    return values;
  }

  /** Positions along an axis, 0 for down and 1 for across. */
  Size positions(Size size, int axis) {
    long stride = strides.get(axis);
    if (same) {
      return size.ceilDiv(stride);
    }
    long reach = dilations.get(axis) * (kernel.get(axis) - 1) + 1;
    Size room = size.plus(pads.get(axis) + pads.get(axis + 2) - reach);
    return (ceiling ? room.ceilDiv(stride) : room.floorDiv(stride)).plus(1);
  }

  boolean isPadded() {
    return same || pads.stream().anyMatch(pad -> pad != 0);
  }

  /** As attributes of an ONNX operator. */
  List<WireField> attributes(boolean dilated) {
    List<WireField> attributes = new ArrayList<>();
    attributes.add(Node.attribute("kernel_shape", kernel));
    attributes.add(Node.attribute("strides", strides));
    if (dilated) {
      attributes.add(Node.attribute("dilations", dilations));
    }
    attributes.add(same ? Node.attribute("auto_pad", "SAME_UPPER") : Node.attribute("pads", pads));
    return attributes;
  }
}
