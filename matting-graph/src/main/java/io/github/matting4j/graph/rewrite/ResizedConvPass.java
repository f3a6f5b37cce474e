package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes a convolution over enlarged features to the grid before the enlargement, where that needs
 * clearly fewer multiplications: a 1×1 convolution computes what each tap of the kernel would add,
 * for all taps, on the small grid; two products with constant matrices, one along the rows and one
 * along the columns, enlarge these, move each to its tap's place and add them up. The matrices hold
 * the resize with its clamping and the convolution's padding, so borders stay as they were.
 *
 * <p>Where the enlarged features are one part of a concatenation, the other parts keep a
 * convolution of their own, and the results are added.
 */
final class ResizedConvPass implements RewritePass {
  /** Smaller convolutions are not worth more nodes. */
  private static final long SMALLEST = 20_000_000;

  /**
   * How much of the multiplications may stay. A multiplication in a small matrix product takes
   * longer than one in a convolution, and the parts in between have to be moved.
   */
  private static final double MAX_SHARE = 0.6;

  /** Elements of one of the matrices. */
  private static final long MAX_MATRIX = 1 << 18;

  private final long smallest;

  ResizedConvPass() {
    this(SMALLEST);
  }

  /** Also where a convolution has as few multiplications as this. */
  ResizedConvPass(long smallest) {
    this.smallest = smallest;
  }

  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    ChannelCounts counts = ChannelCounts.of(graph);
    Grids grids = Grids.of(graph);
    Decisions decisions = Decisions.of(graph);
    int rewritten = 0;
    for (Node conv : graph.nodes()) {
      Optional<Place> place = place(conv, graph, counts, grids);
      if (place.isPresent() && !decisions.dependOn(conv.output())) {
        rewrite(place.get(), graph);
        rewritten++;
      }
    }
    return rewritten;
  }

  /**
   * One of the values that are joined before a convolution.
   *
   * @param value its name
   * @param from its first channel in the weights
   * @param to the channel after its last one
   * @param resize how it is made, if it is to be taken to the grid before
   */
  private record Part(String value, int from, int to, Optional<LinearResize> resize) {}

  /** A convolution with at least one part that is worth it. */
  private record Place(
      Node conv, ConvWeights weights, List<Part> parts, Window rows, Window columns) {}

  private Optional<Place> place(Node conv, OnnxGraph graph, ChannelCounts counts, Grids grids)
      throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    if (weights.isEmpty() || conv.integer("group", 1) != 1) {
      return Optional.empty();
    }
    Optional<Grid> grid = grids.of(conv.inputs().get(0));
    if (grid.isEmpty()) {
      return Optional.empty();
    }
    Constant constant = weights.get().constant();
    Optional<Window> rows = Window.of(conv, 0, constant.dim(2), grid.get().height());
    Optional<Window> columns = Window.of(conv, 1, constant.dim(3), grid.get().width());
    if (rows.isEmpty() || columns.isEmpty()) {
      return Optional.empty();
    }
    Place whole = new Place(conv, weights.get(), List.of(), rows.get(), columns.get());
    List<Part> parts = parts(whole, graph, counts, grids);
    return parts.stream().anyMatch(part -> part.resize().isPresent())
        ? Optional.of(new Place(conv, weights.get(), parts, rows.get(), columns.get()))
        : Optional.empty();
  }

  /** All parts, in their order; none if their channels are not known. */
  private List<Part> parts(Place place, OnnxGraph graph, ChannelCounts counts, Grids grids)
      throws MalformedGraphException {
    String input = place.conv().inputs().get(0);
    Optional<Node> join = graph.producer(input);
    boolean joined = join.isPresent() && Grids.joinsChannels(join.get());
    List<Part> parts = new ArrayList<>();
    long from = 0;
    for (String value : joined ? join.get().inputs() : List.of(input)) {
      OptionalLong channels = joined ? counts.of(value) : OptionalLong.of(place.weights().inputs());
      if (channels.isEmpty() || from + channels.getAsLong() > place.weights().inputs()) {
        return List.of();
      }
      long to = from + channels.getAsLong();
      Optional<Node> maker = graph.producer(value);
      Optional<LinearResize> resize =
          maker.isPresent() ? LinearResize.of(maker.get(), graph, grids) : Optional.empty();
      parts.add(
          new Part(
              value,
              (int) from,
              (int) to,
              resize.filter(r -> isWorthIt(place, channels.getAsLong(), r))));
      from = to;
    }
    return from == place.weights().inputs() ? parts : List.of();
  }

  private boolean isWorthIt(Place place, long channels, LinearResize resize) {
    Window rows = place.rows();
    Window columns = place.columns();
    double outputs = place.weights().outputs();
    double taps = (double) rows.kernel() * columns.kernel();
    double direct = taps * outputs * channels * rows.outputs() * columns.outputs();
    double small = taps * outputs * channels * resize.from().cells();
    double alongRows = taps * outputs * rows.outputs() * resize.from().cells();
    double alongColumns =
        columns.kernel() * outputs * rows.outputs() * resize.from().width() * columns.outputs();
    return direct >= smallest
        && small + alongRows + alongColumns <= MAX_SHARE * direct
        && matrix(rows, resize.from().height()) <= MAX_MATRIX
        && matrix(columns, resize.from().width()) <= MAX_MATRIX;
  }

  private static long matrix(Window window, int cells) {
    return (long) window.outputs() * window.kernel() * cells;
  }

  private static void rewrite(Place found, OnnxGraph graph) throws MalformedGraphException {
    Node conv = BatchNormPass.foldNext(found.conv(), graph);
    ConvWeights weights = ConvWeights.of(conv, graph).orElse(found.weights());
    Place place = new Place(conv, weights, found.parts(), found.rows(), found.columns());
    List<Node> nodes = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    rest(place, graph, nodes).ifPresent(sums::add);
    boolean biased = !sums.isEmpty();
    for (Part part : place.parts()) {
      if (part.resize().isPresent()) {
        sums.add(onTheSmallGrid(place, part, part.resize().get(), graph, nodes));
      }
    }
    if (!biased && conv.inputs().size() > 2 && !conv.inputs().get(2).isEmpty()) {
      sums.add(spreadBias(conv, weights, graph, nodes));
    }
    String sum = sums.get(0);
    for (int i = 1; i < sums.size(); i++) {
      boolean last = i == sums.size() - 1;
      String next = last ? conv.output() : graph.freshName(conv.output() + ".sum");
      nodes.add(Node.of("Add", List.of(sum, sums.get(i)), next));
      sum = next;
    }
    if (sums.size() == 1) {
      nodes.add(Node.of("Identity", List.of(sum), conv.output()));
    }
    graph.replace(conv, nodes);
    removeUnused(found, graph);
  }

  /** The convolution, with its bias, over the parts that stay; empty if none does. */
  private static Optional<String> rest(Place place, OnnxGraph graph, List<Node> nodes)
      throws MalformedGraphException {
    Node conv = place.conv();
    List<Part> staying = place.parts().stream().filter(part -> part.resize().isEmpty()).toList();
    if (staying.isEmpty()) {
      return Optional.empty();
    }
    String input = staying.get(0).value();
    if (staying.size() > 1) {
      input = graph.freshName(conv.output() + ".joined");
      nodes.add(
          Node.of(
              "Concat",
              staying.stream().map(Part::value).toList(),
              input,
              Node.attribute("axis", 1)));
    }
    String name = place.weights().constant().name() + ".rest";
    Constant weights =
        graph.add(
            place
                .weights()
                .inputs(
                    staying.stream().map(part -> new int[] {part.from(), part.to()}).toList(),
                    graph.freshName(name)));
    List<String> operands = new ArrayList<>(conv.inputs());
    operands.set(0, input);
    operands.set(1, weights.name());
    String output = graph.freshName(conv.output() + ".rest");
    nodes.add(conv.withInputs(operands).withOutput(output));
    return Optional.of(output);
  }

  private static String spreadBias(
      Node conv, ConvWeights weights, OnnxGraph graph, List<Node> nodes) {
    String spread = graph.freshName(conv.output() + ".bias");
    nodes.add(
        Node.of(
            "Reshape",
            List.of(conv.inputs().get(2), shape(graph, 1, weights.outputs(), 1, 1)),
            spread));
    return spread;
  }

  private static String onTheSmallGrid(
      Place place, Part part, LinearResize resize, OnnxGraph graph, List<Node> nodes)
      throws MalformedGraphException {
    long outputs = place.weights().outputs();
    Window rows = place.rows();
    Window columns = place.columns();
    int height = resize.from().height();
    int width = resize.from().width();
    String base = place.conv().output() + ".small";
    Chain chain = new Chain(base, resize.input(), graph, nodes);
    Constant taps = place.weights().taps(part.from(), part.to(), graph.freshName(base + ".taps"));
    chain.then("Conv", chain.value(), graph.add(taps).name());
    // taps of one column below each other: [outputs · columns of the kernel, rows · height, width]
    chain.reshape(-1, (long) rows.kernel() * height, width);
    Constant down = matrix(rows, resize.rows(), false, graph.freshName(base + ".rows"));
    chain.then("MatMul", graph.add(down).name(), chain.value());
    chain.reshape(-1, columns.kernel(), rows.outputs(), width);
    chain.transpose(0, 2, 1, 3);
    chain.reshape(-1, (long) columns.kernel() * width);
    Constant right = matrix(columns, resize.columns(), true, graph.freshName(base + ".columns"));
    chain.then("MatMul", chain.value(), graph.add(right).name());
    chain.reshape(-1, outputs, rows.outputs(), columns.outputs());
    return chain.value();
  }

  /** The resize followed by the taps of the window: outputs × (kernel · cells), or transposed. */
  private static Constant matrix(
      Window window, double[][] resize, boolean transposed, String name) {
    int cells = resize[0].length;
    int length = window.kernel() * cells;
    float[] values = new float[window.outputs() * length];
    for (int i = 0; i < window.outputs(); i++) {
      for (int t = 0; t < window.kernel(); t++) {
        int at = i * window.stride() + t * window.dilation() - window.before();
        if (at >= 0 && at < resize.length) {
          for (int c = 0; c < cells; c++) {
            int k = t * cells + c;
            values[transposed ? k * window.outputs() + i : i * length + k] = (float) resize[at][c];
          }
        }
      }
    }
    return transposed
        ? Constant.floats(name, values, length, window.outputs())
        : Constant.floats(name, values, window.outputs(), length);
  }

  private static String shape(OnnxGraph graph, long... sizes) {
    return graph.add(Constant.longs(graph.freshName("matting4j.shape"), sizes)).name();
  }

  /** Removes the join and the resizes that nothing reads any more. */
  private static void removeUnused(Place place, OnnxGraph graph) throws MalformedGraphException {
    String input = place.conv().inputs().get(0);
    Optional<Node> join = graph.producer(input).filter(node -> graph.uses(input) == 0);
    if (join.isPresent() && Grids.joinsChannels(join.get())) {
      graph.replace(join.get(), List.of());
    }
    for (Part part : place.parts()) {
      if (part.resize().isPresent() && graph.uses(part.value()) == 0) {
        graph.producer(part.value()).ifPresent(resize -> graph.replace(resize, List.of()));
      }
    }
  }

  /** Nodes one after the other. */
  private static final class Chain {
    private final String base;
    private final OnnxGraph graph;
    private final List<Node> nodes;
    private String value;

    Chain(String base, String value, OnnxGraph graph, List<Node> nodes) {
      this.base = base;
      this.value = value;
      this.graph = graph;
      this.nodes = nodes;
    }

    String value() {
      return value;
    }

    void then(String operator, String... inputs) {
      String next = graph.freshName(base);
      nodes.add(Node.of(operator, List.of(inputs), next));
      value = next;
    }

    void reshape(long... sizes) {
      then("Reshape", value, shape(graph, sizes));
    }

    void transpose(long... order) {
      String next = graph.freshName(base);
      nodes.add(
          Node.of(
              "Transpose",
              List.of(value),
              next,
              Node.attribute("perm", Arrays.stream(order).boxed().toList())));
      value = next;
    }
  }
}
