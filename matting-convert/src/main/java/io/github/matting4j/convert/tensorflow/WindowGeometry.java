package io.github.matting4j.convert.tensorflow;

import io.github.matting4j.convert.tensorflow.program.ElementType;
import io.github.matting4j.convert.tensorflow.program.GraphNode;
import io.github.matting4j.convert.tensorflow.program.Shape;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.List;

/**
 * The window that a convolution or pooling moves over rows and columns: its size, steps and
 * padding. Immutable.
 */
final class WindowGeometry {
  private static final long MAX = 1 << 16;

  /** Whether the node itself has its channels first. */
  private final boolean channelsFirst;

  /** Of rows and columns, as the next two. */
  private final long[] kernel;

  private final long[] strides;
  private final long[] dilations;

  /** {@code SAME}, {@code VALID} or {@code EXPLICIT}. */
  private final String padding;

  /** Top, bottom, left, right; zero unless the padding is explicit. */
  private final long[] explicit;

  private WindowGeometry(
      boolean channelsFirst,
      long[] kernel,
      long[] strides,
      long[] dilations,
      String padding,
      long[] explicit) {
    this.channelsFirst = channelsFirst;
    this.kernel = kernel;
    this.strides = strides;
    this.dilations = dilations;
    this.padding = padding;
    this.explicit = explicit;
  }

  boolean channelsFirst() {
    return channelsFirst;
  }

  long kernel(int axis) {
    return kernel[axis];
  }

  long stride(int axis) {
    return strides[axis];
  }

  boolean isDilated() {
    return dilations[0] != 1 || dilations[1] != 1;
  }

  String padding() {
    return padding;
  }

  /** Of a node with the attributes of convolutions. */
  static WindowGeometry of(Step step, long rows, long columns)
      throws Refusal, MalformedGraphException {
    GraphNode node = step.node();
    boolean first = isChannelsFirst(step);
    long[] kernel = {rows, columns};
    long[] strides = spatial(step, "strides", first);
    long[] dilations = spatial(step, "dilations", first);
    String padding = node.text("padding", "");
    long[] explicit = new long[4];
    if (padding.equals("EXPLICIT")) {
      long[] all = node.integers("explicit_paddings");
      if (all.length != 8) {
        throw new MalformedGraphException(
            "node '" + node.name() + "' has " + all.length + " paddings, not 8");
      }
      System.arraycopy(all, first ? 4 : 2, explicit, 0, 4);
    } else if (!padding.equals("SAME") && !padding.equals("VALID")) {
      throw new MalformedGraphException(
          "node '" + node.name() + "' has the padding '" + padding + "'");
    }
    for (long[] values : List.of(kernel, strides, dilations)) {
      for (long value : values) {
        if (value < 1 || value > MAX) {
          throw new MalformedGraphException(
              "node '" + node.name() + "' has a window, stride or dilation of " + value);
        }
      }
    }
    for (long value : explicit) {
      if (value < 0 || value > MAX) {
        throw new MalformedGraphException("node '" + node.name() + "' has a padding of " + value);
      }
    }
    return new WindowGeometry(first, kernel, strides, dilations, padding, explicit);
  }

  static boolean isChannelsFirst(Step step) throws Refusal, MalformedGraphException {
    String format = step.node().text("data_format", "NHWC");
    if (!format.equals("NHWC") && !format.equals("NCHW")) {
      throw new Refusal("data format " + format);
    }
    return format.equals("NCHW");
  }

  /** Rows and columns of an attribute with one value for each axis; 1 if it is absent. */
  static long[] spatial(Step step, String attribute, boolean first)
      throws Refusal, MalformedGraphException {
    long[] values = step.node().integers(attribute);
    if (values.length == 0) {
      return new long[] {1, 1};
    }
    if (values.length != 4) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' has " + values.length + " " + attribute + ", not 4");
    }
    if (values[0] != 1 || values[first ? 1 : 3] != 1) {
      throw new Refusal(attribute + " over the batch or the channels");
    }
    return first ? new long[] {values[2], values[3]} : new long[] {values[1], values[2]};
  }

  /** The value of an input as ONNX requires it, channels first. */
  String in(Step step, Tensor x) throws Refusal {
    if (x.shape().hasRank() && !x.shape().hasRank(4)) {
      throw new Refusal("an input of rank " + x.shape().rank());
    }
    return channelsFirst ? step.out().plain(x) : step.out().channelsFirst(x);
  }

  /** A result of ONNX, channels first, as the node's own. */
  Tensor out(Step step, ElementType type, Shape shape, String value) {
    return channelsFirst
        ? Tensor.plain(step.name(), type, shape, value)
        : Tensor.channelsFirst(step.name(), type, shape, value);
  }

  private long rows(Shape shape, int i) {
    return shape.dim((channelsFirst ? 2 : 1) + i);
  }

  private long extent(int i) {
    return (kernel[i] - 1) * dilations[i] + 1;
  }

  /** Rows and columns of the result for an input of this shape, and its channels. */
  Shape resultShape(Shape in, long channels) {
    long[] dims = new long[4];
    dims[0] = in.dim(0);
    dims[channelsFirst ? 1 : 3] = channels;
    for (int i = 0; i < 2; i++) {
      long size = rows(in, i);
      long padded = size + explicit[2 * i] + explicit[2 * i + 1];
      long result =
          padding.equals("SAME")
              ? (size + strides[i] - 1) / strides[i]
              : padded < extent(i) ? 0 : (padded - extent(i)) / strides[i] + 1;
      dims[(channelsFirst ? 2 : 1) + i] = size < 0 ? Shape.OPEN : result;
    }
    return Shape.of(dims);
  }

  /** The attributes of ONNX for an input of this shape. */
  WireField[] attributes(Shape in) throws Refusal {
    List<WireField> fields = new ArrayList<>();
    fields.add(Node.attribute("kernel_shape", Emitter.boxed(kernel)));
    fields.add(Node.attribute("strides", Emitter.boxed(strides)));
    if (isDilated()) {
      fields.add(Node.attribute("dilations", Emitter.boxed(dilations)));
    }
    long[] pads = new long[4]; // top, left, bottom, right
    for (int i = 0; i < 2; i++) {
      long total = padding.equals("SAME") ? same(in, i) : 0;
      if (total < 0) {
        if (isDilated()) {
          throw new Refusal("SAME with strides and dilations at an open size");
        }
        fields.add(Node.attribute("auto_pad", "SAME_UPPER"));
        return fields.toArray(WireField[]::new);
      }
      pads[i] = explicit[2 * i] + total / 2;
      pads[i + 2] = explicit[2 * i + 1] + total - total / 2;
    }
    fields.add(Node.attribute("pads", Emitter.boxed(pads)));
    return fields.toArray(WireField[]::new);
  }

  /** What SAME pads in all, before and after; -1 if that depends on an open size. */
  private long same(Shape in, int i) {
    if (strides[i] == 1) {
      return extent(i) - 1;
    }
    long size = rows(in, i);
    long result = (size + strides[i] - 1) / strides[i];
    return size < 0 ? -1 : Math.max(0, (result - 1) * strides[i] + extent(i) - size);
  }
}
