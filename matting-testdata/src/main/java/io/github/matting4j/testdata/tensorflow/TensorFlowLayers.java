package io.github.matting4j.testdata.tensorflow;

import java.util.List;

/** The twin as a frozen graph: rows, columns, channels; names as published. */
final class TensorFlowLayers implements TwinLayers {
  private static final NodeAttribute FLOAT = NodeAttribute.of("T", DataType.FLOAT);
  private static final NodeAttribute INDEX = NodeAttribute.of("Tidx", DataType.INT32);
  private static final NodeAttribute NHWC = NodeAttribute.of("data_format", "NHWC");
  private static final NodeAttribute SAME = NodeAttribute.of("padding", "SAME");

  private final FrozenGraphWriter graph = new FrozenGraphWriter();
  private final TwinWeights weights;
  private final boolean floatAlpha;
  private final String input;
  private final String scaled;
  private final String batch;
  private int convolutions;

  TensorFlowLayers(long seed, boolean floatAlpha) {
    this.weights = new TwinWeights(seed);
    this.floatAlpha = floatAlpha;
    this.input = graph.placeholder("input_image", DataType.FLOAT, -1, -1, 3);
    String shrunk = graph.node("Mul", List.of(input, graph.scalar(1 / 127.5f)), FLOAT);
    this.scaled = graph.node("Sub", List.of(shrunk, graph.scalar(1f)), FLOAT);
    this.batch =
        graph.node(
            "ExpandDims",
            List.of(scaled, graph.scalar(0)),
            FLOAT,
            NodeAttribute.of("Tdim", DataType.INT32));
  }

  FrozenGraphWriter graph() {
    return graph;
  }

  @Override
  public Grid photo(int height, int width) {
    return resized(new Grid(batch, 0, 0, 3), height, width);
  }

  @Override
  public Grid resized(Grid x, int height, int width) {
    return new Grid(resize(x.tensor(), graph.ints(height, width)), height, width, x.channels());
  }

  private String resize(String x, String size) {
    return graph.node(
        "ResizeBilinear", List.of(x, size), FLOAT, NodeAttribute.of("align_corners", true));
  }

  @Override
  public Grid convolved(Grid x, int filters, int side, int stride) {
    String name = "layer_" + convolutions++;
    Grid y =
        convolution(name, x, filters, side, stride, Math.sqrt(2.0 / (side * side * x.channels())));
    String normal =
        graph.named(
            name + "/FusedBatchNorm",
            "FusedBatchNorm",
            List.of(
                y.tensor(),
                graph.floats(name + "/gamma", weights.uniform(filters, 0.8, 1.2), filters),
                graph.floats(name + "/beta", weights.uniform(filters, -0.2, 0.2), filters),
                graph.floats(name + "/mean", weights.uniform(filters, -0.1, 0.1), filters),
                graph.floats(name + "/variance", weights.uniform(filters, 0.8, 1.2), filters)),
            FLOAT,
            NHWC,
            NodeAttribute.of("epsilon", 1e-3f),
            NodeAttribute.of("is_training", false));
    return with(y, graph.node("Relu", List.of(normal), FLOAT));
  }

  @Override
  public Grid projected(Grid x, int filters, double gain) {
    String name = "projection_" + convolutions++;
    Grid y = convolution(name, x, filters, 1, 1, gain * Math.sqrt(2.0 / x.channels()));
    String bias = graph.floats(name + "/bias", weights.uniform(filters, -0.1, 0.1), filters);
    return with(y, graph.node("BiasAdd", List.of(y.tensor(), bias), FLOAT, NHWC));
  }

  private Grid convolution(
      String name, Grid x, int filters, int side, int stride, double deviation) {
    TwinWeights.Filters taps = weights.filters(filters, x.channels(), side, deviation);
    String kernel = graph.floats(name + "/kernel", taps.hwio(), side, side, x.channels(), filters);
    String y =
        graph.named(
            name + "/Conv2D",
            "Conv2D",
            List.of(x.tensor(), kernel),
            FLOAT,
            NHWC,
            SAME,
            NodeAttribute.ints("strides", 1, stride, stride, 1));
    return new Grid(y, x.height() / stride, x.width() / stride, filters);
  }

  @Override
  public Grid halved(Grid x) {
    String y =
        graph.node(
            "MaxPool",
            List.of(x.tensor()),
            FLOAT,
            NHWC,
            SAME,
            NodeAttribute.ints("ksize", 1, 2, 2, 1),
            NodeAttribute.ints("strides", 1, 2, 2, 1));
    return new Grid(y, x.height() / 2, x.width() / 2, x.channels());
  }

  @Override
  public Grid joined(Grid a, Grid b) {
    String y = concat(a.tensor(), b.tensor(), 3);
    return new Grid(y, a.height(), a.width(), a.channels() + b.channels());
  }

  private String concat(String a, String b, int axis) {
    return graph.node(
        "ConcatV2", List.of(a, b, graph.scalar(axis)), FLOAT, INDEX, NodeAttribute.of("N", 2));
  }

  @Override
  public Grid squashed(Grid x) {
    return with(x, graph.node("Tanh", List.of(x.tensor()), FLOAT));
  }

  private static Grid with(Grid x, String tensor) {
    return new Grid(tensor, x.height(), x.width(), x.channels());
  }

  @Override
  public void finish(Grid alpha, Grid person) {
    String large = resize(alpha.tensor(), photoSize());
    String plane =
        graph.node("Squeeze", List.of(large), FLOAT, NodeAttribute.ints("squeeze_dims", 0));
    String levels = graph.node("Add", List.of(plane, graph.scalar(1f)), FLOAT);
    String name = floatAlpha ? "output_alpha" : "alpha_levels";
    graph.named(name, "Mul", List.of(levels, graph.scalar(BshmTwin.PLATEAU / 2)), FLOAT);
    String colours = graph.node("Add", List.of(scaled, graph.scalar(1f)), FLOAT);
    colours = graph.node("Mul", List.of(colours, graph.scalar(127.5f)), FLOAT);
    graph.named(
        "output_png",
        "Cast",
        List.of(concat(colours, name, 2)),
        NodeAttribute.of("SrcT", DataType.FLOAT),
        NodeAttribute.of("DstT", DataType.UINT8));
    graph.named("if_person", "Mean", List.of(person.tensor(), graph.ints(1, 2)), FLOAT, INDEX);
  }

  /** The photo's rows and columns, known only at run time. */
  private String photoSize() {
    String shape =
        graph.node("Shape", List.of(input), FLOAT, NodeAttribute.of("out_type", DataType.INT32));
    return graph.node(
        "StridedSlice",
        List.of(shape, graph.ints(0), graph.ints(2), graph.ints(1)),
        NodeAttribute.of("T", DataType.INT32),
        NodeAttribute.of("Index", DataType.INT32));
  }
}
