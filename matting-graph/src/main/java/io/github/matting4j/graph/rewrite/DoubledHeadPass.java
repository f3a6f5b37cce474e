package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Computes a head that begins with features doubled by repetition in blocks of 2×2 pixels, as in
 * PP-HumanMatting's refinement. The four pixels become four groups of channels of the small grid,
 * where several taps of the kernel meet the same cell and become one; the doubled features are not
 * made, and the one channel at the end uses four lanes of a vector register in place of one.
 *
 * <p>A head is a convolution over doubled features, which may be joined with others, functions of
 * single values, and a convolution to one channel, each the only reader of the value before.
 */
final class DoubledHeadPass implements RewritePass {
  /** Smaller pictures are not worth more nodes. */
  private static final long SMALLEST_GRID = 1 << 14;

  /** Fewer doubled channels are not worth it. */
  private static final int FEWEST_CHANNELS = 8;

  private static final Set<String> FUNCTIONS =
      Set.of("Relu", "LeakyRelu", "Clip", "Sigmoid", "HardSigmoid", "Tanh");

  private final long smallestGrid;

  DoubledHeadPass() {
    this(SMALLEST_GRID);
  }

  /** Also for pictures of as few pixels as this. */
  DoubledHeadPass(long smallestGrid) {
    this.smallestGrid = smallestGrid;
  }

  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    Grids grids = Grids.of(graph);
    ChannelCounts counts = ChannelCounts.of(graph);
    Decisions decisions = Decisions.of(graph);
    int rewritten = 0;
    for (Node last : graph.nodes()) {
      Optional<PixelBlocks> end = blocks(last, graph, grids);
      if (end.isPresent()
          && end.get().weights().outputs() == 1
          && !decisions.dependOn(last.output())) {
        List<Node> head = head(last, graph);
        Optional<PixelBlocks> start = blocks(head.get(0), graph, grids);
        if (head.size() > 1 && start.isPresent()) {
          List<Part> parts = parts(head.get(0), start.get(), graph, grids, counts);
          if (isWorthIt(start.get(), parts)) {
            rewrite(head, parts, graph, grids);
            rewritten++;
          }
        }
      }
    }
    return rewritten;
  }

  /**
   * One of the values that are joined before the head.
   *
   * @param value its name, or that of the features before they are doubled
   * @param doubled whether it is doubled
   * @param from its first channel in the weights
   * @param to the channel after its last one
   */
  private record Part(String value, boolean doubled, int from, int to) {}

  private Optional<PixelBlocks> blocks(Node conv, OnnxGraph graph, Grids grids)
      throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    if (weights.isEmpty()
        || conv.integer("group", 1) != 1
        || BatchNormPass.bias(conv, weights.get(), graph).isEmpty()) {
      return Optional.empty();
    }
    Optional<Grid> grid = grids.of(conv.inputs().get(0));
    if (grid.isEmpty() || grid.get().cells() < smallestGrid) {
      return Optional.empty();
    }
    Constant constant = weights.get().constant();
    Optional<Window> rows = Window.of(conv, 0, constant.dim(2), grid.get().height());
    Optional<Window> columns = Window.of(conv, 1, constant.dim(3), grid.get().width());
    return rows.isPresent()
            && columns.isPresent()
            && PixelBlocks.fits(rows.get(), grid.get().height())
            && PixelBlocks.fits(columns.get(), grid.get().width())
        ? Optional.of(new PixelBlocks(weights.get(), rows.get(), columns.get()))
        : Optional.empty();
  }

  /** The nodes from the convolution before up to this one; only this one if there is none. */
  private static List<Node> head(Node last, OnnxGraph graph) throws MalformedGraphException {
    List<Node> head = new ArrayList<>(List.of(last));
    Optional<Node> before = graph.soleProducer(last.inputs().get(0));
    while (before.isPresent() && before.get().domain().isEmpty()) {
      Node node = before.get();
      head.add(0, node);
      if (node.is("Conv")) {
        return head;
      }
      before = graph.soleProducer(node.inputs().get(0));
      boolean folds =
          before.isPresent()
              && before.get().is("Conv")
              && BatchNormPass.canFold(before.get(), node, graph);
      if (!folds && !FUNCTIONS.contains(node.operator())) {
        break;
      }
    }
    return List.of(last);
  }

  /** All parts, in their order; none if their channels are not known. */
  private static List<Part> parts(
      Node conv, PixelBlocks start, OnnxGraph graph, Grids grids, ChannelCounts counts)
      throws MalformedGraphException {
    String input = conv.inputs().get(0);
    Optional<Node> join = graph.producer(input);
    boolean joined = join.isPresent() && Grids.joinsChannels(join.get());
    long inputs = start.weights().inputs();
    List<Part> parts = new ArrayList<>();
    long from = 0;
    for (String value : joined ? join.get().inputs() : List.of(input)) {
      OptionalLong channels = joined ? counts.of(value) : OptionalLong.of(inputs);
      if (channels.isEmpty() || from + channels.getAsLong() > inputs) {
        return List.of();
      }
      long to = from + channels.getAsLong();
      Optional<Node> maker = graph.producer(value);
      boolean doubled = maker.isPresent() && doubles(maker.get(), grids);
      String source = doubled ? maker.get().inputs().get(0) : value;
      parts.add(new Part(source, doubled, (int) from, (int) to));
      from = to;
    }
    return from == inputs ? parts : List.of();
  }

  /** Whether the node repeats every row and column once. */
  private static boolean doubles(Node node, Grids grids) throws MalformedGraphException {
    if (!node.is("Resize")
        || !node.text("mode").equals("nearest")
        || !node.text("coordinate_transformation_mode").equals("asymmetric")
        || !node.text("nearest_mode").equals("floor")) {
      return false;
    }
    Optional<Grid> from = grids.of(node.inputs().get(0));
    Optional<Grid> to = grids.of(node.output());
    return from.isPresent()
        && to.isPresent()
        && to.get().height() == PixelBlocks.SIDE * from.get().height()
        && to.get().width() == PixelBlocks.SIDE * from.get().width();
  }

  private static boolean isWorthIt(PixelBlocks start, List<Part> parts) {
    int doubled =
        parts.stream().filter(Part::doubled).mapToInt(part -> part.to() - part.from()).sum();
    return doubled >= FEWEST_CHANNELS
        && 2L * doubled >= start.weights().inputs()
        && PixelBlocks.taps(start.rows()) < start.rows().kernel()
        && PixelBlocks.taps(start.columns()) < start.columns().kernel();
  }

  private void rewrite(List<Node> head, List<Part> parts, OnnxGraph graph, Grids grids)
      throws MalformedGraphException {
    String input = head.get(0).inputs().get(0);
    List<Node> left = new ArrayList<>(head);
    Node first = left.remove(0);
    if (left.get(0).is("BatchNormalization")) {
      first = BatchNormPass.foldNext(first, graph);
      left.remove(0);
    }
    List<Node> nodes = new ArrayList<>();
    String value = first(first, parts, graph, grids, nodes);
    graph.replace(first, List.of());
    for (Node function : left.subList(0, left.size() - 1)) {
      List<String> inputs = new ArrayList<>(function.inputs());
      inputs.set(0, value);
      value = graph.freshName(function.output() + ".blocks");
      nodes.add(function.withInputs(inputs).withOutput(value));
      graph.replace(function, List.of());
    }
    Node last = left.get(left.size() - 1);
    PixelBlocks end = blocks(last, graph, grids).orElseThrow();
    String result = graph.freshName(last.output() + ".blocks");
    nodes.add(
        end.conv(
            PixelBlocks.Input.BLOCKS,
            value,
            0,
            Math.toIntExact(end.weights().inputs()),
            grids.of(last.inputs().get(0)).orElseThrow(),
            BatchNormPass.bias(last, end.weights(), graph).orElseThrow(),
            result,
            graph));
    nodes.add(
        Node.of(
            "DepthToSpace",
            List.of(result),
            last.output(),
            Node.attribute("blocksize", PixelBlocks.SIDE)));
    graph.replace(last, nodes);
    removeUnused(input, graph);
  }

  /** The sum of the convolutions over all parts. */
  private String first(Node conv, List<Part> parts, OnnxGraph graph, Grids grids, List<Node> nodes)
      throws MalformedGraphException {
    PixelBlocks start = blocks(conv, graph, grids).orElseThrow();
    Grid grid = grids.of(conv.inputs().get(0)).orElseThrow();
    float[] bias = BatchNormPass.bias(conv, start.weights(), graph).orElseThrow();
    String sum = "";
    for (Part part : parts) {
      String result = graph.freshName(conv.output() + ".blocks");
      PixelBlocks.Input kind = part.doubled() ? PixelBlocks.Input.CELLS : PixelBlocks.Input.PIXELS;
      float[] once = sum.isEmpty() ? bias : new float[0];
      nodes.add(start.conv(kind, part.value(), part.from(), part.to(), grid, once, result, graph));
      if (!sum.isEmpty()) {
        String next = graph.freshName(conv.output() + ".sum");
        nodes.add(Node.of("Add", List.of(sum, result), next));
        result = next;
      }
      sum = result;
    }
    return sum;
  }

  /** Removes what made the value, as far as nothing else needs it. */
  private static void removeUnused(String value, OnnxGraph graph) throws MalformedGraphException {
    Optional<Node> maker = graph.producer(value);
    if (maker.isPresent()
        && graph.uses(value) == 0
        && (Grids.joinsChannels(maker.get()) || maker.get().is("Resize"))) {
      graph.replace(maker.get(), List.of());
      for (String input : maker.get().inputs()) {
        removeUnused(input, graph);
      }
    }
  }
}
