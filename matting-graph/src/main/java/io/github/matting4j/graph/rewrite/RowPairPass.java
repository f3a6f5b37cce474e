package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.ConvWeights;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Computes the rows of a narrow head in pairs. The engine's kernels compute as many channels at
 * once as a vector register holds, 16 with AVX-512, so a head of eight channels or fewer at the
 * picture's size wastes half of every register. Here the two rows of a pair become two groups of
 * channels of a picture half as high: its first convolution moves by two rows and has a kernel one
 * row higher, the others combine the rows of neighbouring pairs. The one channel at the end is put
 * into rows again, which moves little.
 *
 * <p>A head is a convolution and what follows it, each the only reader of the value before:
 * convolutions that keep the size, batch normalisations, which are folded, and functions of single
 * values.
 */
final class RowPairPass implements RewritePass {
  /** More would not fit a register in pairs. */
  private static final int MAX_CHANNELS = 8;

  /** Smaller pictures are not worth more nodes. */
  private static final long SMALLEST_GRID = 1 << 14;

  private static final int PAIR = 2;
  private static final Set<String> FUNCTIONS =
      Set.of("Relu", "LeakyRelu", "Clip", "Sigmoid", "HardSigmoid", "Tanh");

  private final long smallestGrid;

  RowPairPass() {
    this(SMALLEST_GRID);
  }

  /** Also for pictures of as few pixels as this. */
  RowPairPass(long smallestGrid) {
    this.smallestGrid = smallestGrid;
  }

  @Override
  public int apply(OnnxGraph graph) throws MalformedGraphException {
    Grids grids = Grids.of(graph);
    Decisions decisions = Decisions.of(graph);
    int rewritten = 0;
    for (Node start : graph.nodes()) {
      // a head that was rewritten is not there any more
      if (graph.producer(start.outputs().isEmpty() ? "" : start.outputs().get(0)).isPresent()
          && isFirst(start, graph, grids)) {
        Grid grid = grids.of(start.output()).orElseThrow();
        List<Node> head = head(start, graph, grid);
        if (!head.isEmpty() && !decisions.dependOn(start.output())) {
          rewrite(head, grid, graph);
          rewritten++;
        }
      }
    }
    return rewritten;
  }

  private boolean isFirst(Node conv, OnnxGraph graph, Grids grids) throws MalformedGraphException {
    Optional<ConvWeights> weights = ConvWeights.of(conv, graph);
    if (weights.isEmpty() || grids.of(conv.output()).isEmpty()) {
      return false;
    }
    Grid grid = grids.of(conv.output()).get();
    return weights.get().constant().dim(2) > 1
        && grid.equals(grids.of(conv.inputs().get(0)).orElse(null))
        && grid.cells() >= smallestGrid
        && grid.height() % PAIR == 0
        && isNarrow(conv, weights.get(), grid, graph);
  }

  /** Whether it is a plain convolution with an odd kernel that keeps the size, to few channels. */
  private static boolean isNarrow(Node conv, ConvWeights weights, Grid grid, OnnxGraph graph)
      throws MalformedGraphException {
    Constant constant = weights.constant();
    return weights.outputs() <= MAX_CHANNELS
        && conv.integer("group", 1) == 1
        && BatchNormPass.bias(conv, weights, graph).isPresent()
        && isCentred(Window.of(conv, 0, constant.dim(2), grid.height()), grid.height())
        && isCentred(Window.of(conv, 1, constant.dim(3), grid.width()), grid.width());
  }

  private static boolean isCentred(Optional<Window> window, int cells) {
    return window.isPresent()
        && window.get().stride() == 1
        && window.get().dilation() == 1
        && window.get().kernel() == 2 * window.get().before() + 1
        && window.get().outputs() == cells;
  }

  /** The nodes from the first convolution to the last one channel; empty if there is none. */
  private static List<Node> head(Node start, OnnxGraph graph, Grid grid)
      throws MalformedGraphException {
    List<Node> head = new ArrayList<>(List.of(start));
    int end = 0;
    long channels = MAX_CHANNELS;
    Node node = start;
    while (true) {
      Optional<ConvWeights> weights = ConvWeights.of(node, graph);
      if (weights.isPresent()) {
        channels = weights.get().outputs();
      }
      if (channels == 1) {
        end = head.size();
      }
      List<Node> readers =
          graph.uses(node.output()) == 1 ? graph.consumers(node.output()) : List.of();
      if (readers.size() != 1 || !continues(readers.get(0), node, graph, grid)) {
        break;
      }
      node = readers.get(0);
      head.add(node);
    }
    return end > 1 ? List.copyOf(head.subList(0, end)) : List.of();
  }

  private static boolean continues(Node next, Node before, OnnxGraph graph, Grid grid)
      throws MalformedGraphException {
    if (next.outputs().size() != 1 || !next.inputs().get(0).equals(before.output())) {
      return false;
    }
    Optional<ConvWeights> weights = ConvWeights.of(next, graph);
    if (weights.isPresent()) {
      return isNarrow(next, weights.get(), grid, graph);
    }
    return next.domain().isEmpty()
        && (FUNCTIONS.contains(next.operator()) || BatchNormPass.canFold(before, next, graph));
  }

  private static void rewrite(List<Node> head, Grid grid, OnnxGraph graph)
      throws MalformedGraphException {
    String result = head.get(head.size() - 1).output();
    String value = head.get(0).inputs().get(0);
    List<Node> nodes = new ArrayList<>();
    List<Node> left = new ArrayList<>(head);
    boolean first = true;
    while (!left.isEmpty()) {
      Node node = left.remove(0);
      while (!left.isEmpty() && left.get(0).operator().equals("BatchNormalization")) {
        node = BatchNormPass.foldNext(node, graph);
        left.remove(0);
      }
      String next = graph.freshName(node.output() + ".pairs");
      Optional<ConvWeights> weights = ConvWeights.of(node, graph);
      if (weights.isEmpty()) {
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, value);
        nodes.add(node.withInputs(inputs).withOutput(next));
      } else {
        nodes.add(conv(node, weights.get(), first, value, next, graph));
        first = false;
      }
      graph.replace(node, left.isEmpty() ? unpaired(nodes, next, result, grid, graph) : List.of());
      value = next;
    }
  }

  private static Node conv(
      Node node, ConvWeights weights, boolean first, String value, String next, OnnxGraph graph)
      throws MalformedGraphException {
    String name = graph.freshName(weights.constant().name() + ".pairs");
    Constant paired = graph.add(first ? weights.toRowPairs(name) : weights.betweenRowPairs(name));
    List<String> inputs = new ArrayList<>(List.of(value, paired.name()));
    if (node.inputs().size() > 2 && !node.inputs().get(2).isEmpty()) {
      String bias = graph.freshName(node.inputs().get(2) + ".pairs");
      graph.add(twice(graph.constant(node.inputs().get(2)).orElseThrow(), bias));
      inputs.add(bias);
    }
    long above = weights.constant().dim(2) / 2;
    long beside = weights.constant().dim(3) / 2;
    long rows = first ? above : (above + 1) / PAIR;
    return Node.of(
        "Conv",
        inputs,
        next,
        Node.attribute("strides", List.of(first ? (long) PAIR : 1L, 1L)),
        Node.attribute("pads", List.of(rows, beside, rows, beside)));
  }

  private static Constant twice(Constant bias, String name) throws MalformedGraphException {
    float[] values = bias.floats();
    float[] twice = new float[PAIR * values.length];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = values[i / PAIR];
    }
    return Constant.floats(name, twice, twice.length);
  }

  /** All nodes, and those that put the rows of one channel below each other again. */
  private static List<Node> unpaired(
      List<Node> nodes, String value, String result, Grid grid, OnnxGraph graph) {
    List<Node> all = new ArrayList<>(nodes);
    String alternating = graph.freshName(result + ".alternating");
    all.add(
        Node.of(
            "Transpose",
            List.of(value),
            alternating,
            Node.attribute("perm", List.of(0L, 2L, 1L, 3L))));
    String shape = graph.freshName("matting4j.shape");
    graph.add(Constant.longs(shape, -1, 1, grid.height(), grid.width()));
    all.add(Node.of("Reshape", List.of(alternating, shape), result));
    return all;
  }
}
