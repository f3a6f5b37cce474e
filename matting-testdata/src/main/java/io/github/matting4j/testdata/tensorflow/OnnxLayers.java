package io.github.matting4j.testdata.tensorflow;

import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TensorPayload;
import java.util.List;

/** The twin as its ONNX conversion: channels first inside, the published shapes outside. */
final class OnnxLayers implements TwinLayers {
  private final GraphBuilder graph = new GraphBuilder("bshm-twin");
  private final TwinWeights weights;
  private final BshmTwin.OnnxFlavour flavour;
  private final Dim width;
  private final Dim height;
  private final String input;
  private final String scaled;
  private final String batch;
  private int convolutions;

  OnnxLayers(long seed, BshmTwin.OnnxFlavour flavour, Dim width, Dim height) {
    this.weights = new TwinWeights(seed);
    this.flavour = flavour;
    this.width = width;
    this.height = height;
    this.input = graph.input("input_image", ElementType.FLOAT, height, width, Dim.of(3));
    String shrunk = graph.node("Mul", List.of(input, graph.scalar(1 / 127.5f)));
    this.scaled = graph.node("Sub", List.of(shrunk, graph.scalar(1f)));
    String planes = graph.node("Transpose", List.of(scaled), Attribute.ints("perm", 2, 0, 1));
    this.batch = graph.node("Unsqueeze", List.of(planes, graph.ints(0)));
  }

  GraphBuilder graph() {
    return graph;
  }

  @Override
  public Grid photo(int height, int width) {
    return resized(new Grid(batch, 0, 0, 3), height, width);
  }

  @Override
  public Grid resized(Grid x, int height, int width) {
    String y = resize(x.tensor(), graph.ints(1, x.channels(), height, width));
    return new Grid(y, height, width, x.channels());
  }

  private String resize(String x, String sizes) {
    return graph.node(
        "Resize",
        List.of(x, "", "", sizes),
        Attribute.of("mode", "linear"),
        Attribute.of("coordinate_transformation_mode", "align_corners"));
  }

  @Override
  public Grid convolved(Grid x, int filters, int side, int stride) {
    String name = "layer_" + convolutions++;
    double deviation = Math.sqrt(2.0 / (side * side * x.channels()));
    String kernel = kernel(name, x, filters, side, deviation);
    // What SAME pads when an even side is halved: nothing before, one cell after.
    long before = stride == 1 ? side / 2 : 0;
    long after = stride == 1 ? side / 2 : side - stride;
    String y =
        graph.node(
            "Conv",
            List.of(x.tensor(), kernel),
            Attribute.ints("kernel_shape", side, side),
            Attribute.ints("strides", stride, stride),
            Attribute.ints("pads", before, before, after, after));
    y =
        graph.node(
            "BatchNormalization",
            List.of(
                y,
                vector(name + "/gamma", weights.uniform(filters, 0.8, 1.2), filters),
                vector(name + "/beta", weights.uniform(filters, -0.2, 0.2), filters),
                vector(name + "/mean", weights.uniform(filters, -0.1, 0.1), filters),
                vector(name + "/variance", weights.uniform(filters, 0.8, 1.2), filters)),
            Attribute.of("epsilon", 1e-3f));
    y = graph.node("Relu", List.of(y));
    return new Grid(y, x.height() / stride, x.width() / stride, filters);
  }

  private String kernel(String name, Grid x, int filters, int side, double deviation) {
    TwinWeights.Filters taps = weights.filters(filters, x.channels(), side, deviation);
    return graph.tensor(
        name + "/kernel", ElementType.FLOAT, taps.oihw(), filters, x.channels(), side, side);
  }

  private String vector(String name, TensorPayload payload, int count) {
    return graph.tensor(name, ElementType.FLOAT, payload, count);
  }

  @Override
  public Grid projected(Grid x, int filters, double gain) {
    String name = "projection_" + convolutions++;
    String kernel = kernel(name, x, filters, 1, gain * Math.sqrt(2.0 / x.channels()));
    String bias = vector(name + "/bias", weights.uniform(filters, -0.1, 0.1), filters);
    String y =
        graph.node("Conv", List.of(x.tensor(), kernel, bias), Attribute.ints("kernel_shape", 1, 1));
    return new Grid(y, x.height(), x.width(), filters);
  }

  @Override
  public Grid halved(Grid x) {
    String y =
        graph.node(
            "MaxPool",
            List.of(x.tensor()),
            Attribute.ints("kernel_shape", 2, 2),
            Attribute.ints("strides", 2, 2));
    return new Grid(y, x.height() / 2, x.width() / 2, x.channels());
  }

  @Override
  public Grid joined(Grid a, Grid b) {
    String y = graph.node("Concat", List.of(a.tensor(), b.tensor()), Attribute.of("axis", 1));
    return new Grid(y, a.height(), a.width(), a.channels() + b.channels());
  }

  @Override
  public Grid squashed(Grid x) {
    return new Grid(graph.node("Tanh", List.of(x.tensor())), x.height(), x.width(), x.channels());
  }

  @Override
  public void finish(Grid alpha, Grid person) {
    String shape = graph.node("Shape", List.of(input));
    String sides = graph.node("Slice", List.of(shape, graph.ints(0), graph.ints(2), graph.ints(0)));
    String sizes = graph.node("Concat", List.of(graph.ints(1, 1), sides), Attribute.of("axis", 0));
    String levels = graph.node("Add", List.of(resize(alpha.tensor(), sizes), graph.scalar(1f)));
    levels = graph.node("Mul", List.of(levels, graph.scalar(BshmTwin.PLATEAU / 2)));
    switch (flavour) {
      case RGBA -> rgba(levels);
      case MASK -> mask(levels, height, width);
      case MASK_WITH_CHANNEL -> mask(levels, height, width, Dim.of(1));
    }
  }

  /** The name of one flavour's output, the only one a conversion has. */
  private void mask(String levels, Dim... dims) {
    String axes = dims.length == 2 ? graph.ints(0, 1) : graph.ints(0);
    String planes =
        dims.length == 2
            ? levels
            : graph.node("Transpose", List.of(levels), Attribute.ints("perm", 0, 2, 3, 1));
    String mask = graph.node("Squeeze", List.of(planes, axes));
    graph.rename(mask, "output_float_mask");
    graph.output("output_float_mask", ElementType.FLOAT, dims);
  }

  private void rgba(String levels) {
    String channels = graph.node("Transpose", List.of(levels), Attribute.ints("perm", 0, 2, 3, 1));
    String alpha = graph.node("Squeeze", List.of(channels, graph.ints(0)));
    String colours = graph.node("Add", List.of(scaled, graph.scalar(1f)));
    colours = graph.node("Mul", List.of(colours, graph.scalar(127.5f)));
    String all = graph.node("Concat", List.of(colours, alpha), Attribute.of("axis", 2));
    String png = graph.node("Cast", List.of(all), Attribute.of("to", ElementType.UINT8.code()));
    graph.rename(png, "output_png");
    graph.output("output_png", ElementType.UINT8, height, width, Dim.of(4));
  }
}
