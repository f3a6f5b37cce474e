package io.github.matting4j.testdata.onnx;

import java.util.List;

/**
 * Graphs that give the values they get, in the forms that networks of different frameworks have:
 * planes or pixels, floats of 32 or 16 bits or bytes, outputs of two to four dimensions, states
 * from frame to frame. Their input is {@code photo}, their output {@code alpha}. Immutable.
 */
public final class FormGraphs {
  private final boolean byPixel;
  private final ElementType input;
  private final ElementType output;
  private final Dim height;
  private final Dim width;

  private FormGraphs(
      boolean byPixel, ElementType input, ElementType output, Dim height, Dim width) {
    this.byPixel = byPixel;
    this.input = input;
    this.output = output;
    this.height = height;
    this.width = width;
  }

  /** Open size, planes of floats: [1,3,h,w]. */
  public static FormGraphs planes() {
    return new FormGraphs(
        false, ElementType.FLOAT, ElementType.FLOAT, Dim.named("h"), Dim.named("w"));
  }

  /** Open size, pixels of floats: [1,h,w,3]. */
  public static FormGraphs pixels() {
    return new FormGraphs(
        true, ElementType.FLOAT, ElementType.FLOAT, Dim.named("h"), Dim.named("w"));
  }

  /** Other types of elements. */
  public FormGraphs types(ElementType in, ElementType out) {
    return new FormGraphs(byPixel, in, out, height, width);
  }

  /** One size only. */
  public FormGraphs fixed(int columns, int rows) {
    return new FormGraphs(byPixel, input, output, Dim.of(rows), Dim.of(columns));
  }

  /** One channel of the input, with its dimension: [1,1,h,w] or [1,h,w,1]. */
  public OnnxModel channel(int channel) {
    GraphBuilder graph = begin("channel");
    return finish(graph, pick(graph, channel), dims(1));
  }

  /** All channels, as the input has them. */
  public OnnxModel channels() {
    GraphBuilder graph = begin("channels");
    return finish(graph, graph.node("Identity", List.of("photo")), dims(3));
  }

  /** One channel without its dimension: [1,h,w]. */
  public OnnxModel plane(int channel) {
    GraphBuilder graph = begin("plane");
    String plane = graph.node("Squeeze", List.of(pick(graph, channel), graph.ints(axis())));
    return finish(graph, plane, Dim.of(1), height, width);
  }

  /** One channel as rows and columns only: [h,w]. */
  public OnnxModel matrix(int channel) {
    GraphBuilder graph = begin("matrix");
    String matrix = graph.node("Squeeze", List.of(pick(graph, channel), graph.ints(0, axis())));
    return finish(graph, matrix, height, width);
  }

  /** One channel reduced to a quarter of each side by averages; planes only. */
  public OnnxModel quarter(int channel) {
    GraphBuilder graph = begin("quarter");
    String quarter =
        graph.node(
            "AveragePool",
            List.of(pick(graph, channel)),
            Attribute.ints("kernel_shape", 4, 4),
            Attribute.ints("strides", 4, 4));
    return finish(graph, quarter, Dim.of(1), Dim.of(1), Dim.named("rows"), Dim.named("columns"));
  }

  /** Two outputs: {@code alpha} is one channel, {@code other} another one; all dimensions open. */
  public OnnxModel twoOutputs(int channel, int other) {
    GraphBuilder graph = begin("twoOutputs");
    Dim[] open = {Dim.named("a"), Dim.named("b"), Dim.named("c"), Dim.named("d")};
    graph.rename(cast(graph, pick(graph, channel)), "alpha");
    graph.rename(cast(graph, pick(graph, other)), "other");
    graph.output("alpha", output, open);
    graph.output("other", output, open);
    return graph.build();
  }

  /**
   * Channel 0 times {@code gain}, a float of rank 0, plus {@code mask}, of the size of the picture,
   * plus {@code steps}, two 64-bit integers of which the second counts.
   */
  public OnnxModel withExtras() {
    GraphBuilder graph = begin("withExtras");
    graph.input("gain", ElementType.FLOAT);
    graph.input("mask", ElementType.FLOAT, dims(1));
    graph.input("steps", ElementType.INT64, Dim.of(2));
    String step =
        graph.node(
            "Cast",
            List.of(
                graph.node("Slice", List.of("steps", graph.ints(1), graph.ints(2), graph.ints(0)))),
            Attribute.of("to", ElementType.FLOAT.code()));
    String scaled = graph.node("Mul", List.of(pick(graph, 0), "gain"));
    String masked = graph.node("Add", List.of(scaled, "mask"));
    return finish(graph, graph.node("Add", List.of(masked, step)), dims(1));
  }

  /**
   * A recurrent network with the tensors of Robust Video Matting, one state instead of four: {@code
   * src}, {@code r1i} and {@code downsample_ratio}, which is a factor; {@code fgr}, {@code pha} and
   * {@code r1o}. The alpha, which is also the state, is the mean of red and the state before.
   */
  public static OnnxModel recurrent() {
    GraphBuilder graph = new GraphBuilder("recurrent");
    Dim height = Dim.named("height");
    Dim width = Dim.named("width");
    Dim[] state = {Dim.of(1), Dim.of(1), Dim.named("r1h"), Dim.named("r1w")};
    graph.input("src", ElementType.FLOAT, Dim.of(1), Dim.of(3), height, width);
    graph.input("r1i", ElementType.FLOAT, state);
    graph.input("downsample_ratio", ElementType.FLOAT, Dim.of(1));
    String red = graph.node("Slice", List.of("src", graph.ints(0), graph.ints(1), graph.ints(1)));
    String sum = graph.node("Add", List.of(red, "r1i"));
    String mean = graph.node("Mul", List.of(sum, graph.scalar(0.5f)));
    graph.nodes("Identity", List.of("src"), List.of("fgr"));
    graph.nodes("Mul", List.of(mean, "downsample_ratio"), List.of("pha"));
    graph.nodes("Identity", List.of(mean), List.of("r1o"));
    graph.output("fgr", ElementType.FLOAT, Dim.of(1), Dim.of(3), height, width);
    graph.output("pha", ElementType.FLOAT, Dim.of(1), Dim.of(1), height, width);
    graph.output("r1o", ElementType.FLOAT, state);
    return graph.build();
  }

  private GraphBuilder begin(String name) {
    GraphBuilder graph = new GraphBuilder(name);
    graph.input("photo", input, dims(3));
    return graph;
  }

  private Dim[] dims(int channels) {
    Dim c = Dim.of(channels);
    return byPixel
        ? new Dim[] {Dim.of(1), height, width, c}
        : new Dim[] {Dim.of(1), c, height, width};
  }

  private int axis() {
    return byPixel ? 3 : 1;
  }

  private String pick(GraphBuilder graph, int channel) {
    return graph.node(
        "Slice",
        List.of("photo", graph.ints(channel), graph.ints(channel + 1L), graph.ints(axis())));
  }

  private String cast(GraphBuilder graph, String tensor) {
    return graph.node("Cast", List.of(tensor), Attribute.of("to", output.code()));
  }

  private OnnxModel finish(GraphBuilder graph, String alpha, Dim... dims) {
    graph.rename(cast(graph, alpha), "alpha");
    graph.output("alpha", output, dims);
    return graph.build();
  }
}
