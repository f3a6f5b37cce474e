package io.github.matting4j.convert.paddle.translate;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Convolutions and what normalises their results. */
final class ConvolutionOperators {
  private ConvolutionOperators() {}

  static void conv2d(Operation operation, Translation to) throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_format");
    String x = operation.requiredInput("Input");
    String filter = operation.requiredInput("Filter");
    to.requireRank(operation, x, 4);
    List<Long> weights = weights(operation, to, filter);
    SlidingWindow window = SlidingWindow.of(operation, weights.subList(2, 4), false);
    List<Size> from = to.dims(x);
    List<Size> dims =
        List.of(
            from.get(0),
            Size.of(weights.get(0)),
            window.positions(from.get(2), 0),
            window.positions(from.get(3), 1));
    List<WireField> attributes = window.attributes(true);
    attributes.add(Node.attribute("group", operation.integer("groups", 1)));
    List<String> inputs = new ArrayList<>(List.of(to.tensor(x), to.tensor(filter)));
    Optional<String> bias = operation.input("Bias");
    if (bias.isPresent()) {
      inputs.add(to.tensor(bias.get()));
    }
    WireField[] all = attributes.toArray(WireField[]::new);
    String output = operation.requiredOutput("Output");
    Optional<BiasAddition> addition =
        bias.isPresent() ? Optional.empty() : BiasAddition.after(output, weights.get(0), to);
    if (addition.isPresent()) {
      inputs.add(to.tensor(addition.get().bias()));
      to.node(addition.get().operation(), addition.get().output(), dims, "Conv", inputs, all);
      to.finished(addition.get().operation());
    } else {
      to.node(operation, output, dims, "Conv", inputs, all);
    }
  }

  private static List<Long> weights(Operation operation, Translation to, String filter)
      throws InvalidProgramException {
    to.requireRank(operation, filter, 4);
    List<Long> dims = new ArrayList<>();
    for (Size size : to.dims(filter)) {
      if (size.constant().orElse(0) < 1) {
        throw Checks.unsupported(operation, "a filter of the sizes " + to.dims(filter));
      }
      dims.add(size.constant().getAsLong());
    }
    return dims;
  }

  static void conv2dTranspose(Operation operation, Translation to) throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_format");
    String x = operation.requiredInput("Input");
    String filter = operation.requiredInput("Filter");
    to.requireRank(operation, x, 4);
    List<Long> weights = weights(operation, to, filter);
    SlidingWindow window = SlidingWindow.of(operation, weights.subList(2, 4), false);
    if (window.same() || !operation.integers("output_size").isEmpty()) {
      throw Checks.unsupported(operation, "a stated output size");
    }
    long groups = operation.integer("groups", 1);
    List<Long> extra = operation.integers("output_padding");
    if (extra.isEmpty()) {
      extra = List.of(0L, 0L);
    }
    List<Size> dims = new ArrayList<>(to.dims(x));
    dims.set(1, Size.of(weights.get(1) * groups));
    for (int i = 0; i < 2; i++) {
      long reach = window.dilations().get(i) * (window.kernel().get(i) - 1) + 1;
      dims.set(
          i + 2,
          dims.get(i + 2)
              .plus(-1)
              .times(window.strides().get(i))
              .plus(
                  reach
                      - window.pads().get(i)
                      - window.pads().get(i + 2)
                      + extra.get(Math.min(i, extra.size() - 1))));
    }
    List<WireField> attributes = window.attributes(true);
    attributes.add(Node.attribute("group", groups));
    attributes.add(Node.attribute("output_padding", extra));
    to.node(
        operation,
        operation.requiredOutput("Output"),
        dims,
        "ConvTranspose",
        List.of(to.tensor(x), to.tensor(filter)),
        attributes.toArray(WireField[]::new));
  }

  static void batchNorm(Operation operation, Translation to) throws InvalidProgramException {
    Checks.requireChannelsFirst(operation, "data_layout");
    if (!operation.flag("is_test", false) && !operation.flag("use_global_stats", false)) {
      throw Checks.unsupported(operation, "statistics of the batch (training mode)");
    }
    String x = operation.requiredInput("X");
    List<String> inputs = new ArrayList<>();
    for (String slot : List.of("X", "Scale", "Bias", "Mean", "Variance")) {
      inputs.add(to.tensor(operation.requiredInput(slot)));
    }
    to.node(
        operation,
        operation.requiredOutput("Y"),
        to.dims(x),
        "BatchNormalization",
        inputs,
        epsilon(operation));
  }

  private static WireField epsilon(Operation operation) throws InvalidProgramException {
    return Node.attribute("epsilon", (float) operation.real("epsilon", 1e-5f));
  }

  static void instanceNorm(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    List<Size> dims = to.dims(x);
    if (dims.size() < 3 || !dims.get(1).isConstant()) {
      throw Checks.unsupported(operation, "an input of the sizes " + dims);
    }
    int channels = Math.toIntExact(dims.get(1).constant().getAsLong());
    to.node(
        operation,
        operation.requiredOutput("Y"),
        dims,
        "InstanceNormalization",
        List.of(
            to.tensor(x),
            factor(operation, "Scale", 1, channels, to),
            factor(operation, "Bias", 0, channels, to)),
        epsilon(operation));
  }

  private static String factor(
      Operation operation, String slot, float otherwise, int channels, Translation to)
      throws InvalidProgramException {
    Optional<String> given = operation.input(slot);
    if (given.isPresent()) {
      return to.tensor(given.get());
    }
    float[] values = new float[channels];
    Arrays.fill(values, otherwise);
    return to.graph().constant("matting4j.floats", name -> Constant.floats(name, values, channels));
  }

  static void layerNorm(Operation operation, Translation to) throws InvalidProgramException {
    String x = operation.requiredInput("X");
    int rank = to.value(x).rank();
    int begin = Checks.axis(operation, operation.integer("begin_norm_axis", 1), rank);
    List<Long> axes = new ArrayList<>();
    for (long axis = begin; axis < rank; axis++) {
      axes.add(axis);
    }
    WireField over = Node.attribute("axes", axes);
    String mean = to.graph().temp("ReduceMean", List.of(to.tensor(x)), over);
    String centred = to.graph().temp("Sub", List.of(to.tensor(x), mean));
    String squares = to.graph().temp("Mul", List.of(centred, centred));
    String variance = to.graph().temp("ReduceMean", List.of(squares), over);
    String eps = to.graph().scalar((float) operation.real("epsilon", 1e-5f));
    String deviation =
        to.graph().temp("Sqrt", List.of(to.graph().temp("Add", List.of(variance, eps))));
    String result = to.graph().temp("Div", List.of(centred, deviation));
    for (String slot : List.of("Scale", "Bias")) {
      Optional<String> given = operation.input(slot);
      if (given.isPresent()) {
        String shaped =
            to.graph()
                .temp(
                    "Reshape",
                    List.of(
                        to.tensor(given.get()), to.graph().sizes(to.dims(x).subList(begin, rank))));
        result = to.graph().temp(slot.equals("Scale") ? "Mul" : "Add", List.of(result, shaped));
      }
    }
    to.define(operation, operation.requiredOutput("Y"), to.dims(x), result);
  }
}
