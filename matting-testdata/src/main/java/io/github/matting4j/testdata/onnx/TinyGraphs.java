package io.github.matting4j.testdata.onnx;

import java.util.List;
import java.util.Objects;

/**
 * Graphs of one to a few nodes for testing whatever runs a matting model: some compute a matte that
 * is easy to predict, some misbehave on purpose.
 *
 * <pre>{@code
 * TinyGraphs.dynamic().identityAlpha().write(file);
 * TinyGraphs.fixed(512, 384).named("img", "tmp_75").channelPicker(0).write(file);
 * }</pre>
 *
 * <p>Unless a method says otherwise, the input is float [batch,3,height,width] with values -1 to 1,
 * and the output float [batch,1,height,width] with values 0 to 1; -1 maps to 0 and 1 to 1.
 * Immutable.
 */
public final class TinyGraphs {

  private static final int CHANNELS = 3;

  private final Dim batch;
  private final Dim height;
  private final Dim width;
  private final String input;
  private final String output;

  private TinyGraphs(Dim batch, Dim height, Dim width, String input, String output) {
    this.batch = batch;
    this.height = height;
    this.width = width;
    this.input = Objects.requireNonNull(input, "input");
    this.output = Objects.requireNonNull(output, "output");
  }

  /** Graphs of any batch, height and width, declared as symbols of those names. */
  public static TinyGraphs dynamic() {
    return new TinyGraphs(
        Dim.named("batch"), Dim.named("height"), Dim.named("width"), "img", "alpha");
  }

  /** Graphs of batch 1 and one size. */
  public static TinyGraphs fixed(int width, int height) {
    return new TinyGraphs(Dim.of(1), Dim.of(height), Dim.of(width), "img", "alpha");
  }

  /** Other names than {@code img} and {@code alpha}. */
  public TinyGraphs named(String newInput, String newOutput) {
    return new TinyGraphs(batch, height, width, newInput, newOutput);
  }

  /** The same with an open height, whatever the width. */
  public TinyGraphs openHeight() {
    return new TinyGraphs(batch, Dim.named("height"), width, input, output);
  }

  /** Another batch dimension, say a fixed one in an otherwise dynamic graph. */
  public TinyGraphs batch(Dim newBatch) {
    return new TinyGraphs(newBatch, height, width, input, output);
  }

  /** The mean of the three channels, mapped to [0,1]: a grey picture is its own matte. */
  public OnnxModel identityAlpha() {
    GraphBuilder graph = withImage("identityAlpha");
    return finish(graph, brightness(graph));
  }

  /** Channel 0, 1 or 2 mapped to [0,1]: tells whether red comes first. */
  public OnnxModel channelPicker(int channel) {
    Objects.checkIndex(channel, CHANNELS);
    GraphBuilder graph = withImage("channelPicker" + channel);
    String picked =
        graph.node(
            "Slice", List.of(input, graph.ints(channel), graph.ints(channel + 1L), graph.ints(1)));
    return finish(graph, toUnit(graph, picked));
  }

  /** Exactly 1 where the mean of the channels is above 0, exactly 0 elsewhere. */
  public OnnxModel stepAlpha() {
    GraphBuilder graph = withImage("stepAlpha");
    String above = graph.node("Greater", List.of(channelMean(graph, input), graph.scalar(0f)));
    return finish(graph, toFloat(graph, above));
  }

  /** The same value everywhere, whatever the picture. */
  public OnnxModel constantAlpha(float value) {
    GraphBuilder graph = withImage("constantAlpha");
    String zero = graph.node("Mul", List.of(channelMean(graph, input), graph.scalar(0f)));
    return finish(graph, graph.node("Add", List.of(zero, graph.scalar(value))));
  }

  /** NaN everywhere. */
  public OnnxModel nanOutput() {
    return constantAlpha(Float.NaN);
  }

  /**
   * Values from -0.5 to 1.5: like {@link #identityAlpha}, with contrast doubled about the middle.
   */
  public OnnxModel outOfRange() {
    GraphBuilder graph = withImage("outOfRange");
    String mean = channelMean(graph, input);
    return finish(graph, graph.node("Add", List.of(mean, graph.scalar(0.5f))));
  }

  /** The identity without its channel dimension: [batch,height,width]. */
  public OnnxModel wrongRank() {
    GraphBuilder graph = withImage("wrongRank");
    graph.rename(graph.node("Squeeze", List.of(brightness(graph), graph.ints(1))), output);
    graph.output(output, ElementType.FLOAT, batch, height, width);
    return graph.build();
  }

  /** Three mattes at once, the channels mapped to [0,1]: [batch,3,height,width]. */
  public OnnxModel threeChannelOutput() {
    GraphBuilder graph = withImage("threeChannelOutput");
    graph.rename(toUnit(graph, input), output);
    graph.output(output, ElementType.FLOAT, batch, Dim.of(CHANNELS), height, width);
    return graph.build();
  }

  /** The identity at half the size, declared as {@code half_height} and {@code half_width}. */
  public OnnxModel halfSizeOutput() {
    GraphBuilder graph = withImage("halfSizeOutput");
    String half =
        graph.node(
            "AveragePool",
            List.of(brightness(graph)),
            Attribute.ints("kernel_shape", 2, 2),
            Attribute.ints("strides", 2, 2));
    graph.rename(half, output);
    graph.output(
        output,
        ElementType.FLOAT,
        batch,
        Dim.of(1),
        Dim.named("half_height"),
        Dim.named("half_width"));
    return graph.build();
  }

  /** Wants a second input, {@code trimap}, float [batch,1,height,width], which it adds times 0. */
  public OnnxModel twoInputs() {
    GraphBuilder graph = withImage("twoInputs");
    graph.input("trimap", ElementType.FLOAT, batch, Dim.of(1), height, width);
    String nothing = graph.node("Mul", List.of("trimap", graph.scalar(0f)));
    return finish(graph, graph.node("Add", List.of(brightness(graph), nothing)));
  }

  /** Has a second output, {@code foreground}: its input, float [batch,3,height,width]. */
  public OnnxModel twoOutputs() {
    GraphBuilder graph = withImage("twoOutputs");
    graph.rename(brightness(graph), output);
    graph.output(output, ElementType.FLOAT, batch, Dim.of(1), height, width);
    graph.nodes("Identity", List.of(input), List.of("foreground"));
    graph.output("foreground", ElementType.FLOAT, batch, Dim.of(CHANNELS), height, width);
    return graph.build();
  }

  /** Takes bytes 0 to 255 instead of floats, and maps their mean to [0,1]. */
  public OnnxModel uint8Input() {
    GraphBuilder graph = new GraphBuilder("uint8Input");
    graph.input(input, ElementType.UINT8, batch, Dim.of(CHANNELS), height, width);
    String mean = channelMean(graph, toFloat(graph, input));
    return finish(graph, graph.node("Div", List.of(mean, graph.scalar(255f))));
  }

  /** Takes pictures of {@code channels} channels, and is the identity otherwise. */
  public OnnxModel inputChannels(int channels) {
    GraphBuilder graph = new GraphBuilder("inputChannels" + channels);
    graph.input(input, ElementType.FLOAT, batch, Dim.of(channels), height, width);
    return finish(graph, brightness(graph));
  }

  /**
   * The identity after a loop of {@code iterations} rounds. On one core of a 2020s server a round
   * takes 2 µs for a tiny picture and 70 µs for 512×512, and the runtime can stop between any two.
   * An odd count is raised by one, since every second round takes back the one before.
   */
  public OnnxModel slowLoop(long iterations) {
    GraphBuilder graph = withImage("slowLoop");
    String one = graph.scalar(1f);
    GraphBuilder body = new GraphBuilder("slowLoopBody");
    body.input("round", ElementType.INT64);
    body.input("going", ElementType.BOOL);
    body.input("state", ElementType.FLOAT, batch, Dim.of(1), height, width);
    body.nodes("Identity", List.of("going"), List.of("stillGoing"));
    // 1 - x, so that an even number of rounds changes nothing, and nothing can be folded away.
    body.nodes("Sub", List.of(one, "state"), List.of("nextState"));
    body.output("stillGoing", ElementType.BOOL);
    body.output("nextState", ElementType.FLOAT, batch, Dim.of(1), height, width);
    long even = Math.addExact(iterations, iterations % 2);
    String always =
        graph.node("Cast", List.of(graph.scalar(1L)), Attribute.of("to", ElementType.BOOL.code()));
    List<String> results =
        graph.nodes(
            "Loop",
            List.of(graph.scalar(even), always, brightness(graph)),
            List.of("finalState"),
            Attribute.graph("body", body));
    return finish(graph, results.get(0));
  }

  /**
   * The identity, plus nothing times a tensor of {@code elements} floats, made at run time. 10^12
   * is more than any machine has; 10^14 is more than an address space holds, so that asking for it
   * fails at once even where the system promises memory it does not have.
   */
  public OnnxModel hugeAllocation(long elements) {
    GraphBuilder graph = withImage("hugeAllocation");
    String shape = graph.node("Shape", List.of(input));
    String batchSize =
        graph.node("Slice", List.of(shape, graph.ints(0), graph.ints(1), graph.ints(0)));
    // Dividing the batch by itself keeps the size unknown until the run.
    String single = graph.node("Div", List.of(batchSize, batchSize));
    String size = graph.node("Mul", List.of(single, graph.ints(elements)));
    String huge = graph.node("ConstantOfShape", List.of(size));
    String nothing =
        graph.node(
            "ReduceMax", List.of(huge), Attribute.ints("axes", 0), Attribute.of("keepdims", 0));
    return finish(graph, graph.node("Add", List.of(brightness(graph), nothing)));
  }

  /** Loads, but every run fails: it reshapes the picture to 7 elements. */
  public OnnxModel failingRun() {
    GraphBuilder graph = withImage("failingRun");
    String shape = graph.node("Shape", List.of(input));
    String none =
        graph.node(
            "ReduceMin", List.of(shape), Attribute.ints("axes", 0), Attribute.of("keepdims", 1));
    String seven =
        graph.node("Add", List.of(graph.node("Sub", List.of(none, none)), graph.ints(7)));
    String seventh = graph.node("Reshape", List.of(brightness(graph), seven));
    String nothing =
        graph.node(
            "ReduceMax", List.of(seventh), Attribute.ints("axes", 0), Attribute.of("keepdims", 0));
    return finish(graph, graph.node("Add", List.of(brightness(graph), nothing)));
  }

  /** Cannot be loaded: its one node is of a kind that no runtime knows. */
  public OnnxModel unknownOperator() {
    GraphBuilder graph = withImage("unknownOperator");
    return finish(graph, graph.node("CutOutThePerson", List.of(input)));
  }

  private GraphBuilder withImage(String name) {
    GraphBuilder graph = new GraphBuilder(name);
    graph.input(input, ElementType.FLOAT, batch, Dim.of(CHANNELS), height, width);
    return graph;
  }

  private OnnxModel finish(GraphBuilder graph, String alpha) {
    graph.rename(alpha, output);
    graph.output(output, ElementType.FLOAT, batch, Dim.of(1), height, width);
    return graph.build();
  }

  private String brightness(GraphBuilder graph) {
    return toUnit(graph, channelMean(graph, input));
  }

  private static String toUnit(GraphBuilder graph, String tensor) {
    String half = graph.scalar(0.5f);
    return graph.node("Add", List.of(graph.node("Mul", List.of(tensor, half)), half));
  }

  private static String channelMean(GraphBuilder graph, String tensor) {
    return graph.node(
        "ReduceMean", List.of(tensor), Attribute.ints("axes", 1), Attribute.of("keepdims", 1));
  }

  private static String toFloat(GraphBuilder graph, String tensor) {
    return graph.node("Cast", List.of(tensor), Attribute.of("to", ElementType.FLOAT.code()));
  }
}
