package io.github.matting4j.graph.tensorflow;

import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.tensorflow.program.Shape;
import io.github.matting4j.graph.tensorflow.program.TensorData;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Convolutions, their transposes, poolings and normalisations. */
final class Convolutions {
  private static final float DEFAULT_EPSILON = 1e-4f;

  private Convolutions() {}

  static void register(Map<String, OperatorRule> rules) {
    rules.put("Conv2D", Convolutions::convolution);
    rules.put("DepthwiseConv2dNative", Convolutions::depthwise);
    rules.put("Conv2DBackpropInput", Convolutions::transposed);
    rules.put("MaxPool", step -> pool(step, "MaxPool"));
    rules.put("AvgPool", step -> pool(step, "AveragePool"));
    rules.put("FusedBatchNorm", Convolutions::normalisation);
    rules.put("FusedBatchNormV2", Convolutions::normalisation);
    rules.put("FusedBatchNormV3", Convolutions::normalisation);
    rules.put("BatchNormWithGlobalNormalization", Convolutions::oldNormalisation);
  }

  /** Sizes of the filters; all four must be known. */
  private static long[] filterSizes(Tensor filters) throws Refusal, MalformedGraphException {
    if (!filters.shape().hasRank(4) || !filters.shape().isKnown()) {
      throw new Refusal("filters of unknown size");
    }
    long[] sizes = filters.shape().dims();
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new MalformedGraphException(
          "'" + filters.name() + "' has filters of the shape " + Arrays.toString(sizes));
    }
    return sizes;
  }

  private static List<Tensor> convolution(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Tensor filters = step.input(1);
    long[] d = filterSizes(filters);
    SlidingWindow window = SlidingWindow.of(step, d[0], d[1]);
    long channels = x.shape().dim(window.channelsFirst() ? 1 : 3);
    if (channels > 0 && channels % d[2] != 0) {
      throw new MalformedGraphException(
          "node '" + step.name() + "' has filters for " + d[2] + " of " + channels + " channels");
    }
    long groups = channels > 0 ? channels / d[2] : 1;
    TensorData data = filters.constant();
    String weights =
        data != null
            ? step.out()
                .constant(
                    filters.name(),
                    data.reversed(
                        (int) (d[0] * d[1]), (int) d[2], (int) d[3], d[3], d[2], d[0], d[1]))
            : step.out().transpose(step.name() + "/filters", step.out().plain(filters), 3, 2, 0, 1);
    return List.of(convolved(step, window, x, weights, groups, d[3]));
  }

  private static List<Tensor> depthwise(Step step) throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    Tensor filters = step.input(1);
    long[] d = filterSizes(filters);
    SlidingWindow window = SlidingWindow.of(step, d[0], d[1]);
    long outputs = d[2] * d[3];
    TensorData data = filters.constant();
    if (data == null) {
      throw new Refusal("filters that are not constant");
    }
    String weights =
        step.out()
            .constant(
                filters.name(),
                data.reversed((int) (d[0] * d[1]), 1, (int) outputs, outputs, 1, d[0], d[1]));
    return List.of(convolved(step, window, x, weights, d[2], outputs));
  }

  private static Tensor convolved(
      Step step, SlidingWindow window, Tensor x, String weights, long groups, long outputs)
      throws Refusal {
    List<WireField> attributes = new ArrayList<>(List.of(window.attributes(x.shape())));
    if (groups != 1) {
      attributes.add(Node.attribute("group", groups));
    }
    String value =
        step.out()
            .node(
                "Conv",
                step.name(),
                List.of(window.in(step, x), weights),
                attributes.toArray(WireField[]::new));
    return window.out(step, x.type(), window.resultShape(x.shape(), outputs), value);
  }

  /**
   * The gradient of a convolution, as TensorFlow calls it. Computed whole and cut to the size that
   * is asked for, so that open sizes work too.
   */
  private static List<Tensor> transposed(Step step) throws Refusal, MalformedGraphException {
    Tensor sizes = step.input(0);
    Tensor filters = step.input(1);
    Tensor x = step.input(2);
    long[] d = filterSizes(filters); // rows, columns, outputs, inputs
    SlidingWindow window = SlidingWindow.of(step, d[0], d[1]);
    if (window.padding().equals("EXPLICIT") || window.isDilated()) {
      throw new Refusal("explicit paddings or dilations");
    }
    Emitter out = step.out();
    TensorData data = filters.constant();
    String weights =
        data != null
            ? out.constant(
                filters.name(),
                data.reversed((int) (d[0] * d[1]), (int) d[2], (int) d[3], d[3], d[2], d[0], d[1]))
            : out.transpose(step.name() + "/filters", out.plain(filters), 3, 2, 0, 1);
    boolean same = window.padding().equals("SAME");
    // Rows and columns that TensorFlow leaves zero because no window reaches them.
    long[] beyond = new long[2];
    for (int i = 0; i < 2; i++) {
      beyond[i] = same ? Math.max(0, window.stride(i) - window.kernel(i)) : window.stride(i) - 1;
    }
    String whole =
        out.node(
            "ConvTranspose",
            step.name() + "/whole",
            List.of(window.in(step, x), weights),
            Node.attribute("kernel_shape", List.of(window.kernel(0), window.kernel(1))),
            Node.attribute("strides", List.of(window.stride(0), window.stride(1))));
    String all = whole;
    if (beyond[0] > 0 || beyond[1] > 0) {
      all =
          out.node(
              "Pad",
              step.name() + "/beyond",
              List.of(whole, out.longs(0, 0, 0, 0, 0, 0, beyond[0], beyond[1])));
    }
    int at = window.channelsFirst() ? 2 : 1;
    String wanted =
        out.node(
            "Slice",
            step.name() + "/wanted",
            List.of(out.sizes(sizes), out.longs(at), out.longs(at + 2), out.longs(0)));
    String value = cut(step, whole, all, wanted, same);
    long[] known = sizes.integers();
    long[] dims = {x.shape().dim(0), Shape.OPEN, Shape.OPEN, Shape.OPEN};
    if (known != null && known.length == 4) {
      for (int i = 1; i < 4; i++) {
        dims[i] = known[i] == Tensor.OPEN ? Shape.OPEN : known[i];
      }
    }
    dims[window.channelsFirst() ? 1 : 3] = d[2];
    return List.of(window.out(step, x.type(), Shape.of(dims), value));
  }

  private static String cut(Step step, String whole, String all, String wanted, boolean same) {
    Emitter out = step.out();
    String begin = out.longs(0, 0);
    if (same) {
      String shape = out.node("Shape", step.name() + "/shape", List.of(whole));
      String rows =
          out.node(
              "Slice",
              step.name() + "/sides",
              List.of(shape, out.longs(2), out.longs(4), out.longs(0)));
      String more = out.node("Sub", step.name() + "/more", List.of(rows, wanted));
      String total = out.node("Max", step.name() + "/total", List.of(more, out.longs(0)));
      begin = out.node("Div", step.name() + "/begin", List.of(total, out.longs(2)));
    }
    String end = out.node("Add", step.name() + "/end", List.of(begin, wanted));
    return out.node("Slice", step.name(), List.of(all, begin, end, out.longs(2, 3)));
  }

  private static List<Tensor> pool(Step step, String operator)
      throws Refusal, MalformedGraphException {
    Tensor x = step.input(0);
    long[] kernel = SlidingWindow.spatial(step, "ksize", SlidingWindow.isChannelsFirst(step));
    SlidingWindow window = SlidingWindow.of(step, kernel[0], kernel[1]);
    String value =
        step.out()
            .node(operator, step.name(), List.of(window.in(step, x)), window.attributes(x.shape()));
    long channels = x.shape().dim(window.channelsFirst() ? 1 : 3);
    return List.of(window.out(step, x.type(), window.resultShape(x.shape(), channels), value));
  }

  private static List<Tensor> normalisation(Step step) throws Refusal, MalformedGraphException {
    if (step.node().flag("is_training", true)) {
      throw new Refusal("in training mode, with statistics of the batch");
    }
    return List.of(
        normalised(
            step,
            List.of(step.input(1), step.input(2), step.input(3), step.input(4)),
            step.node().real("epsilon", DEFAULT_EPSILON),
            SlidingWindow.isChannelsFirst(step)));
  }

  /** Inputs in another order: mean, variance, offset, scale. */
  private static List<Tensor> oldNormalisation(Step step) throws Refusal, MalformedGraphException {
    if (!step.node().flag("scale_after_normalization", true)) {
      throw new Refusal("without scale");
    }
    return List.of(
        normalised(
            step,
            List.of(step.input(4), step.input(3), step.input(1), step.input(2)),
            step.node().real("variance_epsilon", 0),
            false));
  }

  private static Tensor normalised(
      Step step, List<Tensor> parameters, float epsilon, boolean channelsFirst)
      throws Refusal, MalformedGraphException {
    Emitter out = step.out();
    Tensor x = step.input(0);
    if (x.shape().hasRank() && !x.shape().hasRank(4)) {
      throw new Refusal("an input of rank " + x.shape().rank());
    }
    List<String> values = new ArrayList<>();
    values.add(channelsFirst ? out.plain(x) : out.channelsFirst(x));
    parameters.forEach(parameter -> values.add(out.plain(parameter)));
    String value =
        out.node("BatchNormalization", step.name(), values, Node.attribute("epsilon", epsilon));
    Shape shape = x.shape().hasRank() ? x.shape() : Shape.ofRank(4);
    return channelsFirst
        ? Tensor.plain(step.name(), x.type(), shape, value)
        : Tensor.channelsFirst(step.name(), x.type(), shape, value);
  }
}
